import { describe, expect, it } from "@jest/globals";
import type { Monitored } from "../../../lib/slo";
import { Dialect, Slo, rulesOf } from "../../../lib/slo";
import { monitored } from "../../lib/slo/support";
import type { History, Moment } from "./rules/promtool";
import { checkRules, testRules } from "./rules/promtool";
import type { Stretch } from "./rules/traffic";
import { name, traffic } from "./rules/traffic";

const HEALTHY = { minutes: 6 * 60 + 15 };
const FAST = "ErrorBudgetBurnsFast page availability";
const SLOW = "ErrorBudgetBurnsSlowly ticket availability";
const [ERRORS, P99, P95] = ["ErrorRatioHigh page", "LatencyP99High page", "LatencyP95High ticket"];

const SERVICE = monitored({ objectives: [Slo.availability(99.9)] });

/** Minutes and seconds after a healthy time. */
const after = (minutes: number, seconds = 0) => `${HEALTHY.minutes + minutes}m${seconds}s`;
const at = (time: string, ...firing: string[]): Moment => ({ at: time, firing });

function history(stretches: readonly Stretch[], moments: readonly Moment[], seconds = 15, step = "30s"): History {
  return { series: traffic(stretches, seconds), interval: `${seconds}s`, step, moments };
}

async function holds(of: Monitored, told: History): Promise<void> {
  const { code, stdout, stderr } = await testRules(rulesOf(of), told);
  expect({ code, said: `${stdout}${stderr}` }).toEqual({ code: 0, said: expect.stringContaining("SUCCESS") });
}

describe("promtool", () => {
  it.each([
    ["client_golang", Dialect.clientGolang],
    ["go-grpc-middleware", Dialect.grpcMiddleware],
    ["otelhttp", Dialect.otelHttp],
    ["otelgrpc", Dialect.otelGrpc],
    ["names of one's own", Dialect.custom({ duration: "shop_seconds", failed: { status: "5.." }, route: "handler" })],
  ])("finds nothing in the rules for %s, with every lint fatal", async (_, dialect) => {
    const objectives = [Slo.availability(99.9), Slo.latency("300ms", 95), Slo.latency("2s", 99, { name: "slowest" })];
    const { code, stdout, stderr } = await checkRules(rulesOf(monitored({ dialect, objectives })));
    expect({ code, said: stdout + stderr }).toEqual({
      code: 0,
      said: expect.stringMatching(/SUCCESS: \d\d rules found/),
    });
  });

  it("finds nothing in the rules for Istio and for a week", async () => {
    const objectives = [Slo.availability(99.5, { period: "7d" }), Slo.latency("250ms", 95, { period: "28d" })];
    const { code } = await checkRules(rulesOf(monitored({ dialect: Dialect.istio, objectives })));
    expect(code).toBe(0);
  });

  it("finds the same rule twice, and a wrong expression", async () => {
    const [group] = rulesOf(SERVICE);
    const twice = await checkRules([{ ...group!, rules: [group!.rules[0]!, group!.rules[0]!] }]);
    const wrong = await checkRules(
      rulesOf(monitored({ service: "x", namespace: "}", dialect: Dialect.istio })).map((one) => ({ ...one, name: "" })),
    );
    expect([twice.code, wrong.code]).not.toContain(0);
  });
});

describe("a total outage after six healthy hours", () => {
  it("pages within two minutes, and nobody before", async () => {
    const moments = [at(after(-1)), at(after(2), ERRORS, FAST)];
    await holds(SERVICE, history([HEALTHY, { minutes: 10, failing: 1 }], moments));
  });

  it("is not said to page when nothing fails", async () => {
    const told = history([HEALTHY, { minutes: 10 }], [at(after(2), ERRORS, FAST)]);
    const { code, stdout, stderr } = await testRules(rulesOf(SERVICE), told);
    expect({ code, said: stdout + stderr }).toEqual({ code: 1, said: expect.stringContaining("FAILED") });
  });
});

describe("a few errors", () => {
  it("of 2 per cent page within 45 minutes", async () => {
    await holds(SERVICE, history([HEALTHY, { minutes: 50, failing: 0.02 }], [at(after(20)), at(after(45), FAST)]));
  });

  it("of 2 per cent page nobody who was promised 99.5", async () => {
    const looser = monitored({ objectives: [Slo.availability(99.5)] });
    await holds(looser, history([HEALTHY, { minutes: 50, failing: 0.02 }], [at(after(20)), at(after(45))]));
  });

  it("of 0.05 per cent alert nobody, ever", async () => {
    const moments = [at("6h"), at("12h"), at("30h"), at("94h")];
    await holds(SERVICE, history([{ minutes: 95 * 60, failing: 0.0005 }], moments, 60, "2m"));
  });

  it("of 0.4 per cent raise a ticket within days, and no page", async () => {
    const moments = [at("20h"), at("30h", SLOW), at("94h", SLOW)];
    await holds(SERVICE, history([{ minutes: 95 * 60, failing: 0.004 }], moments, 60, "2m"));
  });

  it("with hardly any traffic alert nobody", async () => {
    await holds(SERVICE, history([HEALTHY, { minutes: 20, failing: 1, perSecond: 0.05 }], [at(after(19))]));
  });
});

describe("a service without requests", () => {
  it("alerts nobody", async () => {
    await holds(SERVICE, history([{ minutes: 8 * 60, perSecond: 0 }], [at("10m"), at("1h5m"), at("7h")]));
  });
});

describe("a Prometheus that is younger than its windows", () => {
  it("does not take a few bad minutes for an hour; who fails now is told", async () => {
    const moments = [at("5m", ERRORS), at("55m", ERRORS), at("1h15m", ERRORS, FAST)];
    await holds(SERVICE, history([{ minutes: 80, failing: 1 }], moments));
  });
});

describe("the alerts of the moment", () => {
  const steady = { minutes: 10 };
  const times = (first: string, then: string, ...firing: string[]) => [at(first), at(then, ...firing)];

  it("tell of more than 5 per cent errors after 30 seconds, and not of 4", async () => {
    const bad = history([steady, { minutes: 4, failing: 0.2 }], times("10m10s", "11m10s", ERRORS), 5, "10s");
    const fair = history([steady, { minutes: 4, failing: 0.04 }], [at("13m")], 5, "10s");
    await holds(SERVICE, bad);
    await holds(SERVICE, fair);
  });

  it("tell of a P99 above 2 s after a minute, and of a P95 above 300 ms after five", async () => {
    const moments = [...times("10m30s", "12m", P99), at("18m", P99, P95)];
    await holds(SERVICE, history([steady, { minutes: 10, slow: 0.1 }], moments, 5, "10s"));
  });
});

describe("a latency objective", () => {
  it("pages when nearly all requests are slow", async () => {
    const slow = monitored({ objectives: [Slo.latency("300ms", 95)] });
    const fast = "ErrorBudgetBurnsFast page latency";
    await holds(slow, history([HEALTHY, { minutes: 60, slow: 1 }], [at(after(4), P99), at(after(55), P99, P95, fast)]));
  });

  it("says when its bucket is missing", async () => {
    const other = monitored({ objectives: [Slo.latency("400ms", 95)] });
    await holds(other, history([{ minutes: 70 }], [at("50m"), at("65m", "LatencyBucketMissing ticket latency")]));
  });
});

describe("silence", () => {
  const counter = name("http_request_duration_seconds_count", { code: "200" });

  it("of a service that is gone pages after two minutes", async () => {
    const series = { [name("up", {})]: "1x40 0x40", [counter]: "0+150x40" };
    const moments = [at("11m"), at("13m", "ServiceDown page")];
    await holds(SERVICE, { series, interval: "15s", step: "30s", moments });
  });

  it("of a service that was never there pages as well", async () => {
    const moments = [at("1m"), at("3m", "ServiceDown page")];
    await holds(SERVICE, { series: { other: "1x20" }, interval: "15s", step: "30s", moments });
  });

  it("of its counters is a ticket after an hour", async () => {
    const moments = [at("55m"), at("62m", "RequestsNotMeasured ticket")];
    await holds(SERVICE, { series: { [name("up", {})]: "1x300" }, interval: "15s", step: "30s", moments });
  });
});
