import { describe, expect, it } from "@jest/globals";
import type { DailyReportProps } from "../../app";
import { DailyReport, SecretRef } from "../../app";
import { IMAGE, complaintsOf, environment, only, problemsOf, render } from "../support/program";

const webhook = {
  kind: "wecom",
  url: SecretRef.existing("daily-report", "webhook"),
  host: "chat.example.test",
} as const;
const LEAST = { image: IMAGE, timeZone: "Asia/Shanghai", webhook };

const report = (props: Partial<DailyReportProps> = {}, of = environment()) =>
  render((chart) => new DailyReport(chart, "DailyReport", { ...LEAST, ...props }), of);
const complaints = (props: object, of = environment()) =>
  complaintsOf((chart) => new DailyReport(chart, "DailyReport", { ...LEAST, ...props }), of);

describe("a DailyReport", () => {
  it("is a CronJob at seven in the morning of its time zone", () => {
    const { metadata, spec } = only(report(), "CronJob");
    expect(metadata.name).toBe("daily-report");
    expect(spec).toMatchObject({ schedule: "0 7 * * *", timeZone: "Asia/Shanghai", concurrencyPolicy: "Forbid" });
  });

  it("comes when it is told to, and not for now", () => {
    const { spec } = only(report({ schedule: "30 8 * * 1", suspended: true }), "CronJob");
    expect(spec).toMatchObject({ schedule: "30 8 * * 1", suspend: true });
  });

  it("tells the program whom to ask, whom to tell and what time it is, beside what the user says", () => {
    expect(only(report({ config: { LOG_LEVEL: "debug" } }), "ConfigMap").data).toEqual({
      LOG_LEVEL: "debug",
      PROMETHEUS_URL: "http://prometheus.monitoring.svc.cluster.local:9090",
      TZ: "Asia/Shanghai",
      WEBHOOK_KIND: "wecom",
    });
  });

  it("gets the robot's URL by reference", () => {
    const [container] = only(report(), "CronJob").spec.jobTemplate.spec.template.spec.containers;
    expect(container!.env).toContainEqual({
      name: "WEBHOOK_URL",
      valueFrom: { secretKeyRef: { key: "webhook", name: "daily-report" } },
    });
  });

  it("may reach Prometheus and the chat, and what else it needs", () => {
    const { externals } = report({ prometheus: "https://metrics.example.test/select/0/prometheus" });
    expect(externals.map(({ name, host, port }) => [name, host, port])).toEqual([
      ["chat", "chat.example.test", 443],
      ["prometheus", "metrics.example.test", 443],
    ]);
  });

  it("asks the Prometheus of its environment unless it is told another", () => {
    const of = environment({ prometheus: "http://metrics.example.test:9090" });
    const address = (props: Partial<DailyReportProps>) => only(report(props, of), "ConfigMap").data["PROMETHEUS_URL"];
    expect([address({}), address({ prometheus: "http://other.example.test" })]).toEqual([
      "http://metrics.example.test:9090",
      "http://other.example.test",
    ]);
  });

  it.each<[string, object, string[]]>([
    ["nothing to tell it to", { webhook: undefined }, ["required webhook"]],
    ["no time zone", { timeZone: undefined }, ["required timeZone"]],
    ["a chat that the program does not know", { webhook: { ...webhook, kind: "irc" } }, ["not-supported webhook.kind"]],
    ["a host that is a URL", { webhook: { ...webhook, host: "https://chat" } }, ["name-grammar webhook.host"]],
    ["an address of Prometheus with a slash at its end", { prometheus: "http://a/" }, ["http-address prometheus"]],
    ["a schedule that is none", { schedule: "7 o'clock" }, ["schedule-grammar schedule"]],
    ["what a cron job may not have either", { parallelism: 2 }, ["out-of-range parallelism"]],
    [
      "variables that it sets itself",
      { config: { "prometheus.url": "http://a", TZ: "UTC" }, secrets: { WEBHOOK_URL: webhook.url } },
      [
        'reserved-variable config["prometheus.url"]',
        "reserved-variable config.TZ",
        "reserved-variable secrets.WEBHOOK_URL",
      ],
    ],
    [
      "a secret that the cluster cannot fetch",
      { webhook: { ...webhook, url: SecretRef.external({ store: "vault", key: "a" }) } },
      ["not-installed webhook.url"],
    ],
  ])("is refused with %s", (_, props, expected) => {
    expect(complaints(props).sort()).toEqual(expected.sort());
  });

  it("is refused with the robot's URL as it is, and does not repeat it", () => {
    const url = "https://chat.example.test/robot?key=693axxx6";
    const problems = problemsOf(
      (chart) => new DailyReport(chart, "A", { ...LEAST, webhook: { ...webhook, url } as never }),
    );
    expect(problems.map(({ code, field }) => `${code} ${field}`)).toEqual(["literal-secret webhook.url"]);
    expect(JSON.stringify(problems)).not.toContain("693axxx6");
  });

  it("is told by what prop to set a variable", () => {
    const [problem] = problemsOf(
      (chart) => new DailyReport(chart, "A", { ...LEAST, config: { WEBHOOK_KIND: "slack" } }),
    );
    expect(problem?.fix).toBe("set webhook.kind");
  });
});
