import { describe, expect, it } from "@jest/globals";
import type { Change, Twin } from "./mutate";
import { problemsWith } from "./problems-with";

const DEPLOYMENT = "prod/shop/storefront/Deployment";
const LABELS = "spec.template.metadata.labels";
const MATCH = "spec.selector.matchLabels";
const INSTANCE = "app.kubernetes.io/instance";
const SOURCE = "stacks/shop.ts:7";

describe("a selector that changes with a release", () => {
  const unstable = (set: Twin["set"]) => problemsWith("unstable-selector", { in: "Deployment", set: { ...set } });
  const withLabel = (key: string, value: unknown) => ({
    [`${MATCH}["${key}"]`]: value,
    [`${LABELS}["${key}"]`]: value,
  });

  it("is refused with the label that changes", () => {
    expect(unstable(withLabel("app.kubernetes.io/version", "1.4.2"))).toEqual([
      {
        path: DEPLOYMENT,
        field: `${MATCH}["app.kubernetes.io/version"]`,
        code: "unstable-selector",
        got: "app.kubernetes.io/version=1.4.2",
        allowed:
          "labels that stay the same from release to release: a selector can't be changed, so the next one would be refused",
        fix: "take app.kubernetes.io/version out of the selector and leave it on the pods",
        source: SOURCE,
      },
    ]);
  });

  it.each([
    ...["version", "Version", "helm.sh/chart", "app-revision", "git_commit", "image.digest", "pod-template-hash"],
    ...["example.test/sha", "revision", "commit", "hash", "sha", "digest", "chart"],
  ])("is one with a label that is called %s", (key) => {
    expect(unstable(withLabel(key, "x"))).toMatchObject([{ got: `${key}=x` }]);
  });

  it.each(["versioned", "conversion", "flowchart", "version-of-api", "charts", "rehash", "tier"])(
    "isn't one with a label that is called %s",
    (key) => {
      expect(unstable(withLabel(key, "x"))).toEqual([]);
    },
  );

  it.each([
    ...["1.4.2", "v1.4.2", "10.20.30", "v1.4.2-rc.1", "1.4.2+build.7", "1.4.2.1", "1.4.2-a"],
    ...["0123456789abcdef0123456789abcdef01234567", "0123456789abcdef".repeat(4)],
  ])("is one with the value %s", (value) => {
    expect(unstable(withLabel("track", value))).toMatchObject([{ got: `track=${value}` }]);
  });

  it.each([
    ...["1.4", "v1", "a1.4.2", "version-1.4.2", "1.4.2x", "1.4.2_1", "x.4.2", "1.x.2", "1.4.x"],
    ...["stable", "0123456789abcdef", "g".repeat(40), "a".repeat(39), "a".repeat(41), "a".repeat(65)],
    ...[`x${"a".repeat(64)}`, `${"a".repeat(64)}x`, `x${"a".repeat(40)}`, `${"a".repeat(40)}x`, "g".repeat(64), "a"],
  ])("isn't one with the value %s", (value) => {
    expect(unstable(withLabel("track", value))).toEqual([]);
  });

  it.each<[expression: object, got: string]>([
    [{ key: "track", operator: "In", values: ["stable", "1.4.2"] }, "track in (stable,1.4.2)"],
    [{ key: "track", operator: "NotIn", values: ["1.4.1"] }, "track notin (1.4.1)"],
    [{ key: "version", operator: "Exists" }, "version"],
    [{ key: "version", operator: "NotIn", values: ["a", "b"] }, "version notin (a,b)"],
  ])("is told at the expressions when it is in one: %j", (expression, got) => {
    const set = {
      "spec.selector.matchExpressions": [expression],
      [`${LABELS}.track`]: "1.4.2",
      [`${LABELS}.version`]: "x",
    };
    expect(unstable(set)).toMatchObject([{ field: "spec.selector.matchExpressions", got }]);
  });
});

describe("a selector that the own pods don't meet", () => {
  it("is told with the labels that they lack, and no others", () => {
    const set = { [`${MATCH}.tier`]: "web", "spec.selector.matchExpressions": [{ key: "team", operator: "Exists" }] };
    expect(problemsWith("selector-mismatch", { in: "Deployment", set })).toEqual([
      {
        path: DEPLOYMENT,
        field: "spec.selector",
        code: "selector-mismatch",
        got: `tier=web,team, but ${LABELS} is {"${INSTANCE}":"storefront","app.kubernetes.io/version":"1.4.2"}`,
        allowed: "labels that the workload's own pod template carries: Kubernetes refuses anything else",
        fix: `add tier=web,team to ${LABELS}, or take it out of the selector`,
        source: SOURCE,
      },
    ]);
  });
});

describe("a workload without a selector", () => {
  it("is told which label to select", () => {
    expect(problemsWith("empty-selector", { in: "StatefulSet", set: { "spec.selector": undefined } })).toEqual([
      {
        path: "prod/shop/storefront-store/StatefulSet",
        field: "spec.selector",
        code: "empty-selector",
        got: "no label",
        allowed: "at least one label: Kubernetes refuses a workload that would take every pod for its own",
        fix: `select the label that names the workload, e.g. ${INSTANCE}: storefront-store`,
        source: SOURCE,
      },
    ]);
  });

  it.each<[apiVersion: string, kind: string]>([
    ["apps/v1", "DaemonSet"],
    ["apps/v1", "ReplicaSet"],
    ["argoproj.io/v1alpha1", "Rollout"],
  ])("is refused in %s too when it is a %s", (apiVersion, kind) => {
    const set = { apiVersion, kind, "spec.selector": undefined };
    expect(problemsWith("empty-selector", { add: [{ of: "Deployment", name: "zz", set }] })).toHaveLength(1);
  });

  it("is right when it is a Job, for which Kubernetes chooses one", () => {
    const set = { apiVersion: "batch/v1", kind: "Job", "spec.selector": undefined };
    expect(problemsWith("empty-selector", { add: [{ of: "Deployment", name: "zz", set }] })).toEqual([]);
  });
});

describe("a selector that other pods meet", () => {
  const overlaps = (change: Omit<Change, "title">) => problemsWith("overlapping-selectors", change);

  it("is told with them and a label that they lack", () => {
    const add = [
      {
        of: "CronJob",
        name: "report",
        set: { "spec.jobTemplate.spec.template.metadata.labels": { [INSTANCE]: "storefront" } },
      },
    ];
    expect(overlaps({ add })).toEqual([
      {
        path: DEPLOYMENT,
        field: "spec.selector",
        code: "overlapping-selectors",
        got: `${INSTANCE}=storefront, which the pods of prod/shop/report/CronJob carry too: {"${INSTANCE}":"storefront"}`,
        allowed: "a selector that means no other workload's pods: two controllers, or the autoscaler, would count them",
        fix: `add a label to the selector and the pods of ${DEPLOYMENT} that prod/shop/report/CronJob lacks, e.g. ${INSTANCE}=storefront`,
        source: SOURCE,
      },
    ]);
  });

  it("is told at each of the workloads, with the count of the others", () => {
    const add = ["aa", "bb"].map((name) => ({ of: "Deployment", name }));
    const got = overlaps({ add }).map((problem) => `${problem.path}: ${/pods of (.*) carry/.exec(problem.got)?.[1]}`);
    expect(got.sort()).toEqual([
      "prod/shop/aa/Deployment: prod/shop/bb/Deployment and 1 more",
      "prod/shop/bb/Deployment: prod/shop/aa/Deployment and 1 more",
      `${DEPLOYMENT}: prod/shop/aa/Deployment and 1 more`,
    ]);
  });

  it("isn't told when they are in another namespace", () => {
    expect(overlaps({ add: [{ of: "Deployment", name: "aa", set: { "metadata.namespace": "pay" } }] })).toEqual([]);
  });

  it("isn't told when they are all that it means: then the own pods don't meet it", () => {
    const set = { [`${MATCH}["${INSTANCE}"]`]: "storefront-store" };
    expect(overlaps({ in: "Deployment", set })).toEqual([]);
  });
});
