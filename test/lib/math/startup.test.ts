import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { startupBudget } from "../../../lib/math/startup";
import { Duration } from "../../../lib/units";

describe("startupBudget", () => {
  it.each([
    ["1s", 1, 3],
    ["15s", 2, 16],
    ["1m", 6, 21],
    ["10m", 10, 121],
    ["0s", 1, 1],
  ] as const)("asks a program that boots within %s every %d s, %d times", (boot, periodSeconds, failureThreshold) => {
    expect(startupBudget(Duration.of(boot))).toEqual({ periodSeconds, failureThreshold });
  });

  it("asks for the last time after two boots, and not a period later", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_200_000 }), (millis) => {
        const { periodSeconds, failureThreshold } = startupBudget(Duration.millis(millis));
        const last = periodSeconds * (failureThreshold - 1);
        expect(last * 1000 >= 2 * millis && (last - periodSeconds) * 1000 < 2 * millis).toBe(true);
        expect(periodSeconds >= 1 && periodSeconds <= 10).toBe(true);
      }),
    );
  });
});
