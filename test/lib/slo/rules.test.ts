import { describe, expect, it } from "@jest/globals";
import type { Alert, Monitored } from "../../../lib/slo";
import { Dialect, Slo, ruleGroups, rulesOf } from "../../../lib/slo";
import { Duration } from "../../../lib/units";
import { monitored } from "./support";

const rules = (of: Monitored) => rulesOf(of).flatMap((group) => group.rules);
const alerts = (of: Monitored) => rules(of).filter((rule): rule is Alert => "alert" in rule);
const texts = (of: Monitored) =>
  ruleGroups(rulesOf(of))
    .map((group) => JSON.stringify(group, null, 1))
    .join("\n")
    .split("\n");

/** Lines of one that the other lacks. */
function moved(before: Monitored, after: Monitored): string[] {
  const other = new Set(texts(after));
  return texts(before).filter((line) => !other.has(line));
}

describe("the rules of a service", () => {
  it("stand in three groups by how often they must be asked", () => {
    expect(rulesOf(monitored()).map(({ name, interval }) => `${name} ${interval}`)).toEqual([
      "shop/storefront/now 10s",
      "shop/storefront 30s",
      "shop/storefront/long 2m",
    ]);
  });

  it("raise the thresholds of the moment with these numbers and times", () => {
    const now = alerts(monitored()).slice(0, 3);
    expect(now.map(({ alert, for: time, labels }) => [alert, `${time}`, labels["severity"]])).toEqual([
      ["ErrorRatioHigh", "30s", "page"],
      ["LatencyP99High", "1m", "page"],
      ["LatencyP95High", "5m", "ticket"],
    ]);
    expect(now.map(({ expr }) => / > ([\d.]+) and/.exec(expr.text)?.[1])).toEqual(["0.05", "2", "0.3"]);
  });

  it("name an owner, a runbook, a severity and a team on every alert", () => {
    for (const { alert, labels, annotations } of alerts(monitored())) {
      expect(labels).toMatchObject({ namespace: "shop", service: "storefront", team: "shop" });
      expect(labels["severity"]).toMatch(/^(page|ticket)$/);
      expect(annotations).toMatchObject({
        owner: "shop-team@example.test",
        runbook_url: `https://wiki.example.test/shop#${alert.toLowerCase()}`,
      });
    }
  });

  it("ask over no window shorter than a minute, and never make up data with vector(0)", () => {
    const all = rules(monitored()).map(({ expr }) => expr.text);
    expect(all.filter((text) => /\[\d+s\]|vector/.test(text))).toEqual([]);
  });

  it("have no two series or alerts that look the same", () => {
    const keys = rules(monitored()).map((rule) =>
      JSON.stringify(["record" in rule ? rule.record : rule.alert, rule.labels]),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("ask for a histogram in its unit", () => {
    const istio = monitored({ dialect: Dialect.istio, objectives: [Slo.latency("250ms", 95)] });
    const text = rules(istio)
      .map(({ expr }) => expr.text)
      .join("\n");
    expect(text).toContain('le=~"250|250.0"');
    expect(text).toContain('service:duration:p99_rate1m{namespace="shop",service="storefront"} > 2000');
    expect(text).toContain('up{job="storefront",namespace="shop"}');
  });

  it("give what people typed back as it is", () => {
    const of = monitored({ runbooks: "https://wiki.example.test/{{ .Exploit }}" });
    expect(alerts(of)[0]!.annotations["runbook_url"]).toBe(
      'https://wiki.example.test/{{ "{{" }} .Exploit }}#errorratiohigh',
    );
  });
});

describe("another objective", () => {
  const other = (slo: Slo[]) => monitored({ objectives: slo });
  const latency = Slo.latency("300ms", 95);

  it("moves the lines that hold it, and no other", () => {
    const lines = moved(other([Slo.availability(99.9), latency]), other([Slo.availability(99.5), latency]));
    expect(lines.length).toBe(5);
    expect(lines.filter((line) => !/0\.0144|0\.006|0\.003|99\.9 %|\/ 0\.001/.test(line))).toEqual([]);
  });

  it("moves the bucket with its threshold", () => {
    const lines = moved(other([latency]), other([Slo.latency("400ms", 95)]));
    expect(lines.filter((line) => !/le=\\"0\.3\\"|300ms/.test(line))).toEqual([]);
    expect(lines.length).toBeGreaterThan(7);
  });
});

describe("a shorter period", () => {
  it("has windows of its own, and every one is recorded", () => {
    const of = monitored({ objectives: [Slo.availability(99.9, { period: "7d" })] });
    const names = new Set(rules(of).flatMap((rule) => ("record" in rule ? [rule.record] : [])));
    const asked = alerts(of).flatMap(({ expr }) => expr.text.match(/(?:slo|service):[a-z_]+:\w+/g) ?? []);
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
    expect(names).toContain(`slo:error_ratio:rate${Duration.seconds(75)}`);
  });
});
