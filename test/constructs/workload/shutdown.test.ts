import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ShutdownOptions } from "../../../app";
import { Duration, GoService } from "../../../app";
import { IMAGE, complaintsOf, only, render } from "../../support/program";

function pod(shutdown: ShutdownOptions = {}) {
  const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, shutdown }));
  const { containers, terminationGracePeriodSeconds } = only(rendered, "Deployment").spec.template.spec;
  const env = Object.fromEntries(containers[0]!.env!.map(({ name, value }) => [name, value]));
  return { grace: terminationGracePeriodSeconds, lifecycle: containers[0]!.lifecycle, env };
}

describe("a shutdown", () => {
  it("takes 30 s at most: 5 to settle, 20 to drain, and a margin of 5", () => {
    expect(pod().grace).toBe(30);
  });

  it("begins with a sleep of the kubelet, which needs no shell, and then the program has nothing to wait for", () => {
    const { lifecycle, env } = pod();
    expect(lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(env).toMatchObject({ GANTRY_SETTLE: "0s", GANTRY_DRAIN: "20s", GANTRY_GRACE: "30s" });
  });

  it("leaves the waiting to a program that does it by itself", () => {
    const { lifecycle, env } = pod({ by: "program" });
    expect(lifecycle).toBeUndefined();
    expect(env).toMatchObject({ GANTRY_SETTLE: "5s", GANTRY_DRAIN: "20s", GANTRY_GRACE: "30s" });
  });

  it("never ends before settling and draining do, whatever they are", () => {
    const seconds = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(seconds(300), seconds(3600), (settle, drain) => {
        const { grace } = pod({ settle: Duration.seconds(settle), drain: Duration.seconds(drain) });
        expect(grace).toBe(settle + drain + 5);
      }),
      { numRuns: 20 },
    );
  });

  it.each(["settle", "drain"] as const)("is refused when %s is no whole number of seconds", (field) => {
    const declare = { [field]: Duration.millis(1500) };
    const found = complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, shutdown: declare }));
    expect(found).toEqual([`duration-part-of-second shutdown.${field}`]);
  });
});
