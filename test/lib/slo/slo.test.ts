import { describe, expect, it } from "@jest/globals";
import { ValidationError } from "../../../lib/errors";
import { Dialect, Slo } from "../../../lib/slo";

function refused(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code }) => code).join();
    throw error;
  }
  return "accepted";
}

describe("an objective", () => {
  it("has a budget without what binary fractions leave behind", () => {
    expect([Slo.availability(99.9).budget, Slo.availability(99.95).budget, Slo.latency("1s", 95).budget]).toEqual([
      0.001, 0.0005, 0.05,
    ]);
  });

  it.each([0, 100, 101, -1, 93.05, 0.999, NaN, "99.9" as never])("is refused for %p per cent", (percent) => {
    expect(refused(() => Slo.availability(percent))).toBe("slo-objective");
    expect(refused(() => Slo.latency("300ms", percent))).toBe("slo-objective");
  });

  it("takes the least and the most per cent at which every alert can fire", () => {
    expect(refused(() => [Slo.availability(93.06), Slo.availability(99.999)])).toBe("accepted");
  });

  it("tells what a share of 1 should have been", () => {
    expect(() => Slo.availability(0.999)).toThrow("write 99.9");
  });

  it.each(["0s", "11m"] as const)("is refused for a threshold of %s", (threshold) => {
    expect(refused(() => Slo.latency(threshold, 95))).toBe("slo-threshold");
  });

  it.each(["1.5h", "300", "fast"])("is refused for a threshold that is no duration: %s", (threshold) => {
    expect(refused(() => Slo.latency(threshold as never, 95))).toBe("duration-grammar");
  });

  it.each([
    ["a period", { period: "90d" as never }, "not-supported"],
    ["a word", { perod: "7d" } as never, "unknown-prop"],
    ["nothing", null as never, "wrong-type"],
    ["a name", { name: "Fast Enough" }, "name-grammar"],
  ])("is refused for %s that is not allowed", (_, options, code) => {
    expect(refused(() => Slo.availability(99.9, options))).toBe(code);
  });
});

describe("a dialect", () => {
  it.each([
    ["metric-name", { duration: "http-requests", failed: { code: "5.." }, route: "route" }],
    ["label-name", { duration: "http_requests", failed: { "http-code": "5.." }, route: "route" }],
    ["label-name", { duration: "http_requests", failed: { code: "5.." }, route: "the route" }],
    ["required", { duration: "http_requests", failed: {}, route: "route" }],
  ])("is refused with %s", (code, names) => {
    expect(refused(() => Dialect.custom(names))).toBe(code);
  });

  it("counts requests by the histogram's own counter", () => {
    const own = Dialect.custom({ duration: "shop_seconds", failed: { status: "5.." }, route: "handler" });
    expect([own.requests, own.failed]).toEqual(["shop_seconds_count", { status: { operator: "=~", value: "5.." } }]);
  });
});
