import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkProgressDeadline, maxUnavailableFor, rolloutBounds } from "../../../lib/math/rollout";
import { Duration, Percent } from "../../../lib/units";

const percent = fc.integer({ min: 1, max: 100 });

describe("rolloutBounds", () => {
  it.each([
    [3, 1, 0, { surge: 1, unavailable: 0, most: 4, least: 3 }],
    [3, Percent.of(25), Percent.of(25), { surge: 1, unavailable: 0, most: 4, least: 3 }],
    [10, Percent.of(25), Percent.of(25), { surge: 3, unavailable: 2, most: 13, least: 8 }],
    [100, Percent.of(7), Percent.of(29), { surge: 7, unavailable: 29, most: 107, least: 71 }],
    [3, 0, Percent.of(25), { surge: 0, unavailable: 1, most: 3, least: 2 }],
    [1, 0, 5, { surge: 0, unavailable: 5, most: 1, least: 0 }],
  ])(
    "of %d replicas, surge %s and unavailable %s are rounded as Kubernetes does",
    (replicas, surge, unavailable, bounds) => {
      expect(rolloutBounds(replicas, surge, unavailable)).toEqual(bounds);
    },
  );

  it("refuses two zeros", () => {
    expect(rolloutBounds(3, 0, 0)).toMatchObject({ code: "rollout-stuck" });
  });

  it("rounds as whole numbers do", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), percent, percent, (replicas, surge, unavailable) => {
        expect(rolloutBounds(replicas, Percent.of(surge), Percent.of(unavailable))).toMatchObject({
          surge: Number((BigInt(replicas * surge) + 99n) / 100n),
          unavailable: Number(BigInt(replicas * unavailable) / 100n),
        });
      }),
    );
  });

  it("always lets a pod be replaced", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), percent, (replicas, unavailable) => {
        expect(rolloutBounds(replicas, 0, Percent.of(unavailable))).toMatchObject({ most: replicas });
        expect(rolloutBounds(replicas, 0, Percent.of(unavailable))).not.toMatchObject({ least: replicas });
      }),
    );
  });
});

describe("checkProgressDeadline", () => {
  it("accepts a deadline after the pods count as ready", () => {
    expect(checkProgressDeadline(Duration.of("10m"), Duration.of("0s"))).toBeUndefined();
  });

  it("refuses one at the same time", () => {
    expect(checkProgressDeadline(Duration.of("30s"), Duration.of("30s"))?.fix).toContain("10m30s");
  });
});

describe("maxUnavailableFor", () => {
  it.each([
    [1, 1],
    [9, 1],
    [10, "10%"],
    [200, "10%"],
  ])("lets a drain of %d replicas take %s at once", (replicas, budget) => {
    expect(maxUnavailableFor(replicas)).toBe(budget);
  });
});
