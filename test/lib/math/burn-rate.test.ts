import { describe, expect, it } from "@jest/globals";
import { burnWindows, leastObjective } from "../../../lib/math/burn-rate";
import { Duration } from "../../../lib/units";

const table = (days: number) =>
  burnWindows(Duration.days(days)).map(({ long, short, factor, severity }) => [
    `${long}`,
    `${short}`,
    Number(factor.toFixed(4)),
    severity,
  ]);

describe("the burn rates of an error budget", () => {
  it("are those of the SRE workbook over 30 days", () => {
    expect(table(30)).toEqual([
      ["1h", "5m", 14.4, "page"],
      ["6h", "30m", 6, "page"],
      ["1d", "2h", 3, "ticket"],
      ["3d", "6h", 1, "ticket"],
    ]);
  });

  it("eat the same share of the budget over 28 days", () => {
    expect(table(28).map(([, , factor]) => factor)).toEqual([13.44, 5.6, 2.8, 0.9333]);
  });

  it("shrink the windows over 7 days, and not the factors", () => {
    expect(table(7)).toEqual([
      ["15m", "1m15s", 13.44, "page"],
      ["1h30m", "7m30s", 5.6, "page"],
      ["6h", "30m", 2.8, "ticket"],
      ["18h", "1h30m", 0.9333, "ticket"],
    ]);
  });

  it.each([7, 28, 30])("let the fastest alert fire at the least objective over %d days, and no lower", (days) => {
    const fastest = burnWindows(Duration.days(days))[0]!.factor;
    expect(fastest * (1 - leastObjective(Duration.days(days)))).toBeCloseTo(1);
  });
});
