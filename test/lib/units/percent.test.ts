import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint } from "../../../lib/errors";
import { Percent } from "../../../lib/units";

describe("Percent", () => {
  it.each([
    [50, 0.5, "50%"],
    ["50%" as const, 0.5, "50%"],
    ["99.9%" as const, 0.999, "99.9%"],
    ["12.25%" as const, 0.1225, "12.25%"],
    [29, 0.29, "29%"],
    [100, 1, "100%"],
  ])("reads %s as the ratio %d", (given, ratio, text) => {
    const percent = Percent.of(given);
    expect([percent.toRatio(), JSON.stringify(percent)]).toEqual([ratio, `"${text}"`]);
  });

  it.each([0, -5, 101, NaN, Infinity, "50", "-5%", "5 %", "1e1%", "50%x", "x50%", ""])("refuses %j", (given) => {
    expect(isComplaint(Percent.tryOf(given))).toBe(true);
  });

  it("allows more than 100 % when asked to", () => {
    expect(Percent.of("150%", 200).toRatio()).toBe(1.5);
    expect(() => Percent.of(201, 200)).toThrow("up to 200 %");
  });

  it("of a whole is rounded down or up, as whole numbers are", () => {
    expect(Percent.of(29).floorOf(100)).toBe(29);
    expect([Percent.of(25).floorOf(10), Percent.of(25).ceilOf(10)]).toEqual([2, 3]);
  });

  it("can't be changed", () => {
    expect(Object.isFrozen(Percent.of(1))).toBe(true);
  });

  it("orders by size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (a, b) => {
        expect(Math.sign(Percent.of(a).compare(Percent.of(b)))).toBe(Math.sign(a - b));
      }),
    );
  });
});
