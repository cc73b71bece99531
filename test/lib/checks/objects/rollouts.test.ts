import { describe, expect, it } from "@jest/globals";
import { codesAt, told } from "../told";

const ROLLING = "spec.strategy.rollingUpdate";
const MOST = 2_147_483_647;

/** What is said of a number or a rollout, but for what the autoscaler of the good service has to do with it. */
const toldOf = (kind: string, set: Readonly<Record<string, unknown>>) =>
  told({ in: kind, set }).filter(([code]) => /^(?:replicas$|rollout-|progress-)/.test(code));

describe("a number of pods", () => {
  it.each([
    ["Deployment", -1, "-1"],
    ["Deployment", 1.5, "1.5"],
    ["StatefulSet", "3", '"3"'],
    ["StatefulSet", MOST + 1, "2147483648"],
  ])("of a %s can't be %j", (kind, replicas, got) => {
    const problem = ["replicas", "spec.replicas", got, `a whole number from 0 to ${MOST}`, "set 3, for example"];
    expect(toldOf(kind, { "spec.replicas": replicas })).toEqual([problem]);
  });

  it.each([0, 1, MOST, undefined])("may be %j", (replicas) => {
    expect(codesAt("StatefulSet", "spec.replicas", replicas)).toEqual([]);
  });

  it("is asked of a ReplicaSet too", () => {
    const add = [{ of: "Deployment", name: "copies", set: { kind: "ReplicaSet", "spec.replicas": -1 } }];
    expect(told({ add }).map(([code]) => code)).toContain("replicas");
  });
});

describe("the pods that a rollout adds or takes", () => {
  it.each([
    ["maxSurge", -1, "-1"],
    ["maxSurge", "25", '"25"'],
    ["maxSurge", "x25%", '"x25%"'],
    ["maxSurge", "25%x", '"25%x"'],
    ["maxUnavailable", 0.5, "0.5"],
    ["maxUnavailable", "%", '"%"'],
    ["maxUnavailable", MOST + 1, "2147483648"],
  ])("can't be %s %j", (name, amount, got) => {
    const field = `${ROLLING}.${name}`;
    const problem = ["rollout-amount", field, got, "a whole number from 0, or a percentage", 'set 1, or "25%"'];
    expect(toldOf("Deployment", { [field]: amount })).toEqual([problem]);
  });

  it.each([
    [0, "1%"],
    ["0%", 1],
    [1, 0],
    ["100%", "0%"],
    [MOST, MOST],
    [undefined, 0],
    [0, undefined],
    ["10%", "0%"],
  ])("may be %j and %j", (maxSurge, maxUnavailable) => {
    expect(toldOf("Deployment", { [ROLLING]: { maxSurge, maxUnavailable } })).toEqual([]);
  });

  it.each([
    [0, 0, "maxSurge 0 and maxUnavailable 0"],
    ["0%", 0, 'maxSurge "0%" and maxUnavailable 0'],
    [0, "00%", 'maxSurge 0 and maxUnavailable "00%"'],
  ])("can't both be none: %j and %j", (maxSurge, maxUnavailable, got) => {
    const allowed = "at least one of them above 0: otherwise no pod can be replaced";
    const problem = ["rollout-stuck", `${ROLLING}.maxSurge`, got, allowed, "set maxSurge to 1"];
    expect(toldOf("Deployment", { [ROLLING]: { maxSurge, maxUnavailable } })).toEqual([problem]);
  });
});

describe("the time that a rollout has", () => {
  const DEADLINE = "spec.progressDeadlineSeconds";
  const READY = "spec.minReadySeconds";

  it.each([
    [60, 60, "660"],
    [0, undefined, "600"],
    [undefined, 600, "1200"],
  ])("can't be %j s where a pod must be ready for %j s", (deadline, ready, raised) => {
    const allowed = `more than minReadySeconds, ${ready ?? 0}: no pod could count as ready in time`;
    const fix = `raise it to ${raised}, for example, or lower minReadySeconds`;
    const problem = ["progress-deadline", DEADLINE, String(deadline ?? 600), allowed, fix];
    expect(toldOf("Deployment", { [DEADLINE]: deadline, [READY]: ready })).toEqual([problem]);
  });

  it.each([
    [61, 60],
    [1, undefined],
    [undefined, 599],
    ["60", 600],
    [60, "600"],
  ])("may be %j s where a pod must be ready for %j s", (deadline, ready) => {
    expect(toldOf("Deployment", { [DEADLINE]: deadline, [READY]: ready })).toEqual([]);
  });
});
