import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DEFAULT_BEHAVIOR, desiredReplicas, scaleUpLimit } from "../../../lib/math/hpa";

describe("desiredReplicas", () => {
  it.each([
    ["twice the load", { current: 3, metric: 120, target: 60, min: 2, max: 10 }, 6],
    ["half the load", { current: 6, metric: 30, target: 60, min: 2, max: 10 }, 3],
    ["a bit more than can be shared evenly", { current: 3, metric: 70, target: 60, min: 2, max: 10 }, 4],
    ["load at the upper edge of the tolerance", { current: 10, metric: 66, target: 60, min: 2, max: 20 }, 10],
    ["load at the lower edge of the tolerance", { current: 10, metric: 54, target: 60, min: 2, max: 20 }, 10],
    ["a smaller tolerance", { current: 10, metric: 66, target: 60, tolerance: 0.05, min: 2, max: 20 }, 11],
    ["more than max allows", { current: 6, metric: 600, target: 60, min: 2, max: 10 }, 10],
    ["less than min allows", { current: 6, metric: 0, target: 60, min: 2, max: 10 }, 2],
    ["too many pods, whatever the load", { current: 12, metric: 10, target: 60, min: 2, max: 10 }, 10],
    ["too few pods, whatever the load", { current: 1, metric: 600, target: 60, min: 2, max: 10 }, 2],
    ["no pods", { current: 0, metric: 60, target: 60, min: 2, max: 10 }, 0],
  ])("answers %s", (_, load, replicas) => {
    expect(desiredReplicas(load)).toBe(replicas);
  });

  it("stays between min and max, and brings the load to the target", () => {
    const pods = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(
        pods,
        pods,
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 100 }),
        (a, b, metric, target) => {
          const [min, max] = [Math.min(a, b), Math.max(a, b)];
          const current = Math.floor((min + max) / 2);
          const replicas = desiredReplicas({ current, metric, target, min, max });
          expect(replicas >= min && replicas <= max).toBe(true);
          expect(replicas === max || (current * metric) / replicas <= target * 1.1 + 1e-9).toBe(true);
        },
      ),
    );
  });
});

describe("scaleUpLimit", () => {
  it("is what the default policies allow in one period", () => {
    const [pods, percent] = DEFAULT_BEHAVIOR.scaleUp.policies;
    fc.assert(
      fc.property(fc.nat(1000), (current) => {
        const allowed = Math.max(current + pods.value, Math.ceil(current * (1 + percent.value / 100)));
        expect(scaleUpLimit(current)).toBe(allowed);
      }),
    );
  });
});
