import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { drainBudget } from "../../../lib/math/drain";
import { Duration } from "../../../lib/units";

describe("drainBudget", () => {
  it.each([
    ["5s", "20s", "30s", "5s"],
    ["0s", "0s", "5s", "5s"],
    ["500ms", "20s", "26s", "5s500ms"],
  ] as const)("gives settle %s and drain %s a grace of %s with a margin of %s", (settle, drain, grace, margin) => {
    const budget = drainBudget({ settle: Duration.of(settle), drain: Duration.of(drain) });
    expect([`${budget.grace}`, `${budget.margin}`]).toEqual([grace, margin]);
  });

  it("always leaves 5 s and gives whole seconds", () => {
    const span = fc.integer({ min: 0, max: 1e9 }).map(Duration.millis);
    fc.assert(
      fc.property(span, span, (settle, drain) => {
        const { grace, margin } = drainBudget({ settle, drain });
        expect(grace.toSeconds() * 1000).toBe(settle.plus(drain).plus(margin).toMillis());
        expect(margin.isLessThan(Duration.seconds(5)) || !margin.isLessThan(Duration.seconds(6))).toBe(false);
      }),
    );
  });
});
