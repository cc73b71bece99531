import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Dashboard, Panel } from "../../../lib/dashboard";
import { boardOf, renderDashboard } from "../../../lib/dashboard";
import { canonical } from "../../../lib/promql";
import type { Monitored } from "../../../lib/slo";
import { Dialect, Slo, rulesOf } from "../../../lib/slo";
import { Duration } from "../../../lib/units";
import { monitored } from "../slo/support";
import { DIALECTS, board, panelsOf } from "./boards";

const objectives = [Slo.availability(99.9), Slo.latency("300ms", 95)];
const { thresholds } = monitored();

/** What changes in a dashboard's panels with a declaration: by title, the numbers of lines, of what is well, and in queries. */
function changed(more: Partial<Monitored>): Record<string, unknown> {
  const [before, after] = [panelsOf(board()), panelsOf(board(undefined, more))];
  const pairs = after.map((panel, index) => [panel, before[index]!] as const);
  return Object.fromEntries(
    pairs
      .filter(([panel, former]) => JSON.stringify(numbers(panel)) !== JSON.stringify(numbers(former)))
      .map(([panel]) => [panel.title, numbers(panel)]),
  );
}

function numbers({ lines, least, queries }: Panel): unknown {
  const divisors = queries.flatMap(({ expr }) => /(?: \/ |^vector\()([\d.]+)\)?$/.exec(expr.text)?.[1] ?? []);
  return { at: lines?.map(({ at }) => at), least, divisors: [...new Set(divisors)] };
}

function linesOf(dashboard: Dashboard, title: string): number[] {
  const panel = panelsOf(dashboard).find((one) => one.title === title);
  return (panel?.lines ?? []).map(({ at }) => at);
}

/** The text of every rule of a service. */
function rules(given: Monitored): string {
  return rulesOf(given)
    .flatMap((group) => group.rules)
    .map(({ expr }) => expr.text)
    .join("\n");
}

const SCRAPED = 'job="storefront",namespace="shop"';
const CONTAINER = 'container="storefront",namespace="shop",pod=~"$pod"';
const SCALER = 'horizontalpodautoscaler="storefront",namespace="shop"';
const VERSION = "rollouts_pod_template_hash";
const PER_VERSION = (more = "") =>
  `sum by (${VERSION}) (rate(http_request_duration_seconds_count{${more}${SCRAPED},${VERSION}!=""}[$__rate_interval]))`;

/** Of a panel, its last query. */
const ASKED: readonly (readonly [string, string])[] = [
  ["Requests by route", `sum by (route) (rate(http_request_duration_seconds_count{${SCRAPED}}[$__rate_interval]))`],
  ["Failed requests", 'service:error_ratio:rate1m{namespace="shop",service="storefront"}'],
  ["Durations", 'service:duration:p99_rate1m{namespace="shop",service="storefront"}'],
  ["Durations by bucket", `sum by (le) (rate(http_request_duration_seconds_bucket{${SCRAPED}}[$__rate_interval]))`],
  ["Failed requests by version", `(${PER_VERSION('code=~"5..",')} or ${PER_VERSION()} * 0) / (${PER_VERSION()} > 0)`],
  ["Goroutines", `sum by (pod) (go_goroutines{${SCRAPED},pod=~"$pod"})`],
  ["Memory of the fullest pod", `max(go_gc_gomemlimit_bytes{${SCRAPED},pod=~"$pod"} < 1000000000000000000)`],
  [
    "Longest pause for garbage collection",
    `max by (pod) (go_gc_duration_seconds{${SCRAPED},pod=~"$pod",quantile=~"1|1.0"})`,
  ],
  ["Open files", `max by (pod) (process_open_fds{${SCRAPED},pod=~"$pod"} / process_max_fds{${SCRAPED},pod=~"$pod"})`],
  ["Processor time of the busiest container", `max(kube_pod_container_resource_limits{${CONTAINER},resource="cpu"})`],
  [
    "Last ended for want of memory",
    `sum by (pod) (kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="OOMKilled"})`,
  ],
  ["Pods", `max(kube_horizontalpodautoscaler_spec_max_replicas{${SCALER}})`],
];

describe("the dashboard of a service", () => {
  it.each(ASKED)("shows for %s what %s gives", (title, expr) => {
    const panel = panelsOf(board()).find((one) => one.title === title);
    expect(panel?.queries.at(-1)?.expr.text).toBe(expr);
  });

  it("takes OpenTelemetry's metrics of the Go runtime before client_golang's, where requests are measured with it", () => {
    const goroutines = panelsOf(board(Dialect.otelGrpc)).find(({ title }) => title === "Goroutines");
    const own = `${SCRAPED},pod=~"$pod"`;
    expect(goroutines?.queries[0]?.expr.text).toBe(
      `sum by (pod) (go_goroutine_count{${own}}) or sum by (pod) (go_goroutines{${own}})`,
    );
  });

  it("has rows from promises to pods", () => {
    expect(board().rows.map(({ title }) => title)).toEqual([
      "Objectives",
      "Requests",
      "Canary",
      "Go runtime",
      "Process",
      "Container",
      "Autoscaling",
    ]);
  });

  it("has four panels for each objective", () => {
    expect(board().rows[0]!.panels.map(({ title }) => title)).toEqual([
      "availability: objective",
      "availability: kept over 30d",
      "availability: budget left",
      "availability: burn rate",
      "latency: objective",
      "latency: kept over 30d",
      "latency: budget left",
      "latency: burn rate",
    ]);
  });

  it("moves the panels of its objective, and no other, when 99.9 becomes 99.5", () => {
    expect(changed({ objectives: [Slo.availability(99.5), objectives[1]!] })).toEqual({
      "availability: objective": { divisors: ["0.995"] },
      "availability: kept over 30d": { least: 0.995, divisors: [] },
      "availability: burn rate": { at: [14.4, 6, 3, 1], divisors: ["0.005"] },
    });
  });

  it.each<[string, Partial<Monitored["thresholds"]>, Record<string, unknown>]>([
    ["300ms become 500ms", { p95: Duration.of("500ms") }, { Durations: { at: [0.5, 2], divisors: [] } }],
    [
      "2s become 3s",
      { p99: Duration.of("3s") },
      { Durations: { at: [0.3, 3], divisors: [] }, "p99 by version": { at: [3], divisors: [] } },
    ],
    [
      "5 % become 2 %",
      { errors: 0.02 },
      {
        "Failed requests": { at: [0.02], divisors: [] },
        "Failed requests by version": { at: [0.02], divisors: [] },
      },
    ],
  ])("moves these lines, and no other, when %s", (_, more, expected) => {
    expect(changed({ thresholds: { ...thresholds, ...more } })).toEqual(expected);
  });

  it.each(["7d", "28d", "30d"] as const)("draws burn rates over %s at the very factors of the alerts", (period) => {
    const slo = Slo.availability(99.9, { period });
    const drawn = linesOf(board(undefined, { objectives: [slo] }), "availability: burn rate");
    const limits = drawn.map((factor) => `> ${canonical(factor * slo.budget)}`);
    expect(drawn).toEqual(slo.windows.map(({ factor }) => Number(canonical(factor))));
    expect(limits.filter((limit) => !rules(monitored({ objectives: [slo] })).includes(limit))).toEqual([]);
  });

  it.each(DIALECTS)("draws durations and failures at the very limits of the alerts of %s", (_, dialect) => {
    const drawn = ["Durations", "Failed requests"].flatMap((title) => linesOf(board(dialect), title));
    const text = rules(monitored({ dialect }));
    expect(drawn).toHaveLength(3);
    expect(drawn.filter((limit) => !text.includes(` > ${canonical(limit)} and `))).toEqual([]);
  });

  it("counts durations in milliseconds where the histogram does", () => {
    const istio = board(DIALECTS.find(([name]) => name === "istio")![1]);
    expect(linesOf(istio, "Durations")).toEqual([300, 2000]);
    expect(panelsOf(istio).find(({ title }) => title === "Durations")?.unit).toBe("ms");
  });

  it("leads from a panel to the runbooks that its alerts name", () => {
    const all = rulesOf(monitored()).flatMap((group) => group.rules);
    const named = all.flatMap((rule) => ("alert" in rule ? rule.annotations.runbook_url : []));
    const urls = panelsOf(board()).flatMap(({ links = [] }) => links.map(({ url }) => url));
    expect(urls.length).toBeGreaterThan(0);
    expect(urls.filter((url) => !named.includes(url))).toEqual([]);
  });

  it("leads to logs, traces and profiles of the service in the time that is looked at", () => {
    const explore = board().links.filter(({ url }) => url.startsWith("/explore"));
    const panes = explore.map(
      ({ url }) =>
        (JSON.parse(decodeURIComponent(new URL(url, "http://x").searchParams.get("panes")!)) as { a: object }).a,
    );
    const range = { from: "${__from}", to: "${__to}" };
    expect(panes).toMatchObject(["loki", "tempo", "pyroscope"].map((datasource) => ({ datasource, range })));
    expect(panes.filter((pane) => !JSON.stringify(pane).includes('=\\"storefront\\"}'))).toEqual([]);
  });

  it("has an address that Grafana takes, and another for each service of each namespace", () => {
    const label = fc.stringMatching(/^[a-z](?:[a-z-]{0,61}[a-z])?$/);
    fc.assert(
      fc.property(label, label, (namespace, service) => {
        expect(boardOf(monitored({ namespace, service })).uid).toMatch(/^[\w-]{8,40}$/);
      }),
    );
    const places = [
      ["a-b", "c"],
      ["a", "b-c"],
      ["ab", "c"],
      ["a", "bc"],
    ] as const;
    expect(new Set(places.map(([namespace, service]) => boardOf(monitored({ namespace, service })).uid)).size).toBe(4);
  });

  it.each([
    ["availability", 99.9, 2],
    ["availability", 99.95, 3],
    ["availability", 99, 1],
  ] as const)(
    "shows %s of %d with %i digits behind the point, so that a small miss is seen",
    (name, percent, digits) => {
      const panels = panelsOf(board(undefined, { objectives: [Slo.availability(percent)] }));
      expect(panels.find(({ title }) => title === `${name}: kept over 30d`)?.decimals).toBe(digits);
    },
  );

  it("stays far below the 250 kB that client-side apply can keep, with ten objectives", () => {
    const many = Array.from({ length: 10 }, (_, index) => Slo.availability(99.9, { name: `objective-${index}` }));
    expect(renderDashboard(board(undefined, { objectives: many })).length).toBeLessThan(200_000);
  });
});
