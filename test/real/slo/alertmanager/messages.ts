/** What has broken configurations: YAML, JSON, templates, markup, verbs of printf, line breaks, other scripts. */
export const DIFFICULT = `a: b "c" 'd' [e] {{ .f }} & <g> \\h \`i\` %s $1 - #j\ttab\nsecond: line\n第三行：告警 🔥`;

export const RUNBOOK = "https://wiki.example.test/shop#latencyp99high";

/** An alert of a service, for a team. */
export function alert(team: string, summary: string, labels: Readonly<Record<string, string>> = {}) {
  return {
    labels: {
      alertname: "LatencyP99High",
      namespace: "shop",
      service: "storefront",
      severity: "page",
      team,
      ...labels,
    },
    annotations: { owner: "shop@example.test", runbook_url: RUNBOOK, summary },
  };
}

/** The message that people get about it. */
export function message(team: string, summary: string, status = "firing"): string {
  return [
    `Alert ${status}: LatencyP99High of storefront`,
    "severity: page",
    "namespace: shop",
    `team: ${team}`,
    RUNBOOK,
    `- ${status}: ${summary}`,
  ].join("\n");
}
