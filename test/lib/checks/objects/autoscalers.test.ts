import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const AIM = "spec.metrics[1].resource.target.averageUtilization";

const toldOf = (set: Readonly<Record<string, unknown>>) => told({ in: "HorizontalPodAutoscaler", set });

describe("the aim of an autoscaler", () => {
  it.each([
    [0, "0"],
    [-50, "-50"],
    [50.5, "50.5"],
    ["50", '"50"'],
    ["50%", '"50%"'],
  ])("can't be %j", (aim, got) => {
    const allowed = "a whole number of per cents, at least 1";
    const fix = "set 50, for example: half of what the pods ask for";
    expect(toldOf({ [AIM]: aim })).toEqual([["scaling-target", AIM, got, allowed, fix]]);
  });

  it.each([
    ["spec.metrics[0].resource.target.averageUtilization", 1],
    ["spec.metrics[0].resource.target.averageUtilization", 200],
    ["spec.metrics[1].resource", { name: "memory", target: { type: "AverageValue", averageValue: "100Mi" } }],
    ["spec.metrics[1].pods.target", { type: "AverageValue", averageValue: "1" }],
  ])("may be at %s %j", (field, value) => {
    expect(toldOf({ [field]: value })).toEqual([]);
  });

  it("is asked of one container too", () => {
    const field = "spec.metrics[1].containerResource.target.averageUtilization";
    expect(toldOf({ [field]: 0 }).map(([code, place]) => [code, place])).toEqual([["scaling-target", field]]);
  });
});

describe("the room of an autoscaler", () => {
  it("is none between the same least and most", () => {
    const allowed = "a number below spec.maxReplicas (10)";
    const fix =
      "lower it, remove the autoscaler and set replicas, or annotate it with gantry.dev/opt-out.never-scales and the reason";
    expect(toldOf({ "spec.minReplicas": 10 })).toEqual([
      ["never-scales", "spec.minReplicas", "10, as spec.maxReplicas", allowed, fix],
    ]);
  });

  it("is not asked for where a bound is no number", () => {
    const found = toldOf({ "spec.minReplicas": "3", "spec.maxReplicas": "3" });
    expect(found.filter(([code]) => code === "never-scales")).toEqual([]);
  });

  it("may be one pod", () => {
    expect(toldOf({ "spec.minReplicas": 9 })).toEqual([]);
  });
});
