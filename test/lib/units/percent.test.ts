import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint } from "../../../lib/errors";
import { Percent } from "../../../lib/units";

describe("Percent", () => {
  it.each([
    [50, 0.5, "50%"],
    ["50%" as const, 0.5, "50%"],
    ["99.9%" as const, 0.999, "99.9%"],
    [29, 0.29, "29%"],
    [100, 1, "100%"],
  ])("reads %s as the ratio %d", (given, ratio, text) => {
    const percent = Percent.of(given);
    expect([percent.toRatio(), JSON.stringify(percent)]).toEqual([ratio, `"${text}"`]);
  });

  it.each([0, -5, 101, NaN, Infinity, "50", "-5%", "5 %", "1e1%", ""])("refuses %j", (given) => {
    expect(isComplaint(Percent.tryOf(given))).toBe(true);
  });

  it("allows more than 100 % when asked to", () => {
    expect(Percent.of("150%", 200).toRatio()).toBe(1.5);
    expect(() => Percent.of(201, 200)).toThrow("up to 200 %");
  });

  it("orders by size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (a, b) => {
        expect(Math.sign(Percent.of(a).compare(Percent.of(b)))).toBe(Math.sign(a - b));
      }),
    );
  });
});
