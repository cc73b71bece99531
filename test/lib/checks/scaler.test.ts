import { describe, expect, it } from "@jest/globals";
import type { Change, Twin } from "./mutate";
import { changed, problemsOf } from "./mutate";
import { problemsWith } from "./problems-with";

const HPA = "prod/shop/storefront/HorizontalPodAutoscaler";
const DEPLOYMENT = "prod/shop/storefront/Deployment";
const APP = "spec.template.spec.containers[0]";
const UNMEASURED: Change = { title: "", in: "Deployment", set: { [`${APP}.resources`]: undefined } };

/** The good service without a request, and with KEDA where the autoscaler was. */
function keda(spec: Twin["set"]): Change {
  const scaled = {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    spec: { scaleTargetRef: { name: "storefront" } },
  };
  return {
    ...UNMEASURED,
    add: [{ of: "HorizontalPodAutoscaler", name: "keda", path: "prod/keda", set: { ...scaled, ...spec } }],
  };
}

function metrics(...given: readonly unknown[]): Change {
  const set = { "spec.metrics": given };
  return { ...UNMEASURED, add: [{ of: "HorizontalPodAutoscaler", name: "more", path: "prod/more", set }] };
}

const utilization = (source: object) => ({ ...source, target: { type: "Utilization", averageUtilization: 50 } });

describe("the use that a scaler measures", () => {
  const measured = (change: Change, path: string) =>
    problemsWith("scaling-without-request", change).filter((problem) => problem.path === path);

  it("is of the CPU when an autoscaler has no metric", () => {
    expect(measured(metrics(), "prod/more")).toEqual([
      {
        path: "prod/more",
        field: "spec.metrics",
        code: "scaling-without-request",
        got: `container "app" of ${DEPLOYMENT} without a cpu request`,
        allowed: "a cpu request to measure the use against; without one the scaler does nothing",
        fix: `set ${APP}.resources.requests.cpu of ${DEPLOYMENT}`,
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it.each<[what: string, metric: unknown, resource: string]>([
    ["of all containers", { type: "Resource", resource: utilization({ name: "memory" }) }, "memory"],
    [
      "of one container",
      { type: "ContainerResource", containerResource: utilization({ name: "cpu", container: "app" }) },
      "cpu",
    ],
  ])("is compared with the request: %s", (_what, metric, resource) => {
    expect(measured(metrics({ type: "External" }, metric), "prod/more")).toMatchObject([
      { field: "spec.metrics[1]", fix: `set ${APP}.resources.requests.${resource} of ${DEPLOYMENT}` },
    ]);
  });

  it.each<[what: string, metric: unknown]>([
    ["an amount", { type: "Resource", resource: { name: "cpu", target: { type: "AverageValue" } } }],
    ["an unnamed resource", { type: "Resource", resource: utilization({}) }],
    ["something outside of the pods", { type: "External", external: utilization({ metric: { name: "cpu" } }) }],
    ["another source than its type says", { type: "Resource", containerResource: utilization({ name: "cpu" }) }],
    ["nothing", null],
  ])("needs no request when it is %s", (_what, metric) => {
    expect(measured(metrics(metric), "prod/more")).toEqual([]);
  });

  it.each(["cpu", "memory"])("is of the %s when a trigger of KEDA says so", (type) => {
    const triggers = [{ type: "cron" }, { type, metricType: "Utilization", metadata: { value: "50" } }];
    expect(measured(keda({ "spec.triggers": triggers }), "prod/keda")).toMatchObject([
      {
        field: "spec.triggers[1]",
        got: `container "app" of ${DEPLOYMENT} without a ${type} request`,
        fix: `set ${APP}.resources.requests.${type} of ${DEPLOYMENT}`,
      },
    ]);
  });

  it("is a share when a trigger of KEDA doesn't say what it is", () => {
    expect(measured(keda({ "spec.triggers": [{ type: "cpu" }] }), "prod/keda")).toHaveLength(1);
  });

  it("is of the container that a trigger of KEDA names", () => {
    const triggers = [{ type: "cpu", metadata: { containerName: "ap" } }];
    expect(measured(keda({ "spec.triggers": triggers }), "prod/keda")).toMatchObject([
      { got: 'container "ap"', fix: `name a container of ${DEPLOYMENT}: did you mean "app"? there is: app` },
    ]);
  });

  it.each<[what: string, trigger: unknown]>([
    ["an amount", { type: "cpu", metricType: "AverageValue" }],
    ["an amount of memory", { type: "memory", metricType: "Value" }],
    ["a queue", { type: "rabbitmq" }],
    ["a queue's share", { type: "rabbitmq", metricType: "Utilization" }],
    ["nothing", null],
  ])("needs no request when a trigger of KEDA asks for %s", (_what, trigger) => {
    expect(measured(keda({ "spec.triggers": [trigger] }), "prod/keda")).toEqual([]);
  });

  it("is nothing when KEDA has no trigger", () => {
    expect(measured(keda({}), "prod/keda")).toEqual([]);
  });

  it.each<[what: string, resources: unknown]>([
    ["the limit of the container, which Kubernetes takes for a request", { limits: { cpu: "1" } }],
    ["the request of the container", { requests: { cpu: "1" } }],
  ])("is compared with %s", (_what, resources) => {
    const found = problemsWith("scaling-without-request", {
      in: "Deployment",
      set: { [`${APP}.resources`]: resources },
    });
    expect(found).toEqual([]);
  });

  it.each(["requests", "limits"])("is compared with the %s of the pod, where it has some", (amounts) => {
    const set = { [`${APP}.resources`]: undefined, [`spec.template.spec.resources.${amounts}.cpu`]: "1" };
    expect(problemsWith("scaling-without-request", { in: "Deployment", set })).toEqual([]);
  });

  it("isn't that of a container that ends before the others start", () => {
    const set = { "spec.template.spec.initContainers": [{ name: "migrate", image: "migrate:v1" }] };
    expect(problemsWith("scaling-without-request", { in: "Deployment", set })).toEqual([]);
  });

  it("is that of a container that is started first and stays", () => {
    const proxy = { name: "proxy", image: "proxy:v1", restartPolicy: "Always" };
    const set = { "spec.template.spec.initContainers": [proxy] };
    expect(problemsWith("scaling-without-request", { in: "Deployment", set })).toMatchObject([
      {
        got: `container "proxy" of ${DEPLOYMENT} without a cpu request`,
        fix: `set spec.template.spec.initContainers[0].resources.requests.cpu of ${DEPLOYMENT}`,
      },
    ]);
  });

  it("is that of the named container alone", () => {
    const sidecar = { name: "proxy", image: "proxy:v1", resources: { requests: { cpu: "1" } } };
    const metric = (container: string) => ({
      type: "ContainerResource",
      containerResource: utilization({ name: "cpu", container }),
    });
    const set = { [`${APP}.resources`]: undefined, "spec.template.spec.containers[1]": sidecar };
    const scaler: Twin = { of: "HorizontalPodAutoscaler", name: "more", path: "prod/more" };
    const add = ["proxy", "app"].map((name) => ({
      ...scaler,
      path: `prod/more/${name}`,
      set: { "spec.metrics": [metric(name)] },
    }));
    expect(measured({ title: "", in: "Deployment", set, add }, "prod/more/proxy")).toEqual([]);
    expect(measured({ title: "", in: "Deployment", set, add }, "prod/more/app")).toHaveLength(1);
  });
});

describe("the bounds of a scaler", () => {
  const bounds = (change: Omit<Change, "title">) => problemsWith("scaling-bounds", change);
  const [least, most] = ["a whole number of at least 1", "set the most pods that you would pay for, at least 3"];

  it.each<[field: string, value: unknown, got: string, allowed: string, fix: string]>([
    ["spec.minReplicas", 0, "0", least, "set 2 or more: one pod can't outlive a node drain"],
    ["spec.maxReplicas", 0, "0", least, most],
    ["spec.maxReplicas", undefined, "nothing", least, most],
    [
      "spec.minReplicas",
      11,
      "11",
      "at most spec.maxReplicas (10)",
      "set spec.minReplicas to 10 or less, or spec.maxReplicas to 11 or more",
    ],
  ])("of Kubernetes are refused at %s: %j", (field, value, got, allowed, fix) => {
    expect(bounds({ in: "HorizontalPodAutoscaler", set: { [field]: value } })).toEqual([
      { path: HPA, field, code: "scaling-bounds", got, allowed, fix, source: "stacks/shop.ts:7" },
    ]);
  });

  it.each<[set: Twin["set"], field: string, got: string, allowed: string]>([
    [{ "spec.minReplicaCount": -1 }, "spec.minReplicaCount", "-1", "a whole number of at least 0"],
    [{ "spec.maxReplicaCount": 0 }, "spec.maxReplicaCount", "0", "a whole number of at least 1"],
    [{ "spec.minReplicaCount": 101 }, "spec.minReplicaCount", "101", "at most spec.maxReplicaCount (100)"],
    [
      { "spec.minReplicaCount": 4, "spec.maxReplicaCount": 3 },
      "spec.minReplicaCount",
      "4",
      "at most spec.maxReplicaCount (3)",
    ],
  ])("of KEDA are refused: %j", (set, field, got, allowed) => {
    expect(bounds(keda(set))).toMatchObject([{ path: "prod/keda", field, got, allowed }]);
  });

  it("of KEDA may be left out", () => {
    expect(bounds(keda({}))).toEqual([]);
  });

  it("of KEDA may go down to no pod, and to one at most", () => {
    expect(bounds(keda({ "spec.minReplicaCount": 0, "spec.maxReplicaCount": 1 }))).toEqual([]);
  });

  it("of Kubernetes may be left out below", () => {
    expect(
      bounds({ in: "HorizontalPodAutoscaler", set: { "spec.minReplicas": undefined, "spec.maxReplicas": 1 } }),
    ).toEqual([]);
  });

  it("are named in the complaint about a fixed number of pods", () => {
    const change = { in: "Deployment", set: { "spec.replicas": 3 } };
    expect(problemsWith("replicas-and-autoscaler", change)).toEqual([
      {
        path: DEPLOYMENT,
        field: "spec.replicas",
        code: "replicas-and-autoscaler",
        got: `3, while ${HPA} scales it`,
        allowed: "no fixed number next to an autoscaler: each apply would throw its decision away",
        fix: `remove spec.replicas and set spec.minReplicas of ${HPA}, or remove the scaler`,
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it("are those of the first scaler by path in the complaint about a fixed number of pods", () => {
    const others = ["prod/b", "prod/a", "prod/c"].map((path) => ({
      of: "HorizontalPodAutoscaler",
      name: path.slice(-1),
      path,
    }));
    const found = problemsWith("replicas-and-autoscaler", {
      in: "Deployment",
      set: { "spec.replicas": 3 },
      add: others,
    });
    expect(found).toMatchObject([{ got: "3, while prod/a scales it" }]);
  });
});

describe("the target of a scaler", () => {
  const dangling = (change: Omit<Change, "title">) => problemsWith("dangling-scaler", change);

  it("is refused when nothing has its name", () => {
    const set = { "spec.scaleTargetRef.name": "storefrnt" };
    expect(problemsOf(changed({ title: "", in: "HorizontalPodAutoscaler", set }))).toEqual([
      {
        path: HPA,
        field: "spec.scaleTargetRef.name",
        code: "dangling-scaler",
        got: 'apps/Deployment "storefrnt"',
        allowed: 'a workload of the program in namespace "shop"',
        fix: 'name one of kind apps/Deployment: did you mean "storefront"? there is: storefront',
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it.each<[what: string, reference: unknown, got: string]>([
    [
      "another kind",
      { apiVersion: "apps/v1", kind: "StatefulSet", name: "storefront" },
      'apps/StatefulSet "storefront"',
    ],
    ["another group", { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "x" }, 'argoproj.io/Rollout "x"'],
    ["no name", { apiVersion: "apps/v1", kind: "Deployment" }, 'apps/Deployment ""'],
    ["nothing", undefined, 'apps/Deployment ""'],
  ])("is refused when it says %s", (_what, reference, got) => {
    const set = { "spec.scaleTargetRef": reference };
    expect(dangling({ in: "HorizontalPodAutoscaler", set })).toMatchObject([{ got }]);
  });

  it("is a Deployment of Kubernetes for KEDA, unless it says otherwise", () => {
    expect(dangling(keda({}))).toEqual([]);
  });

  it("is of whatever kind KEDA says", () => {
    const reference = { kind: "StatefulSet", name: "storefront-store" };
    expect(dangling(keda({ "spec.scaleTargetRef": reference }))).toEqual([]);
  });
});

describe("two scalers of one workload", () => {
  it("are told at the later one by path, with both", () => {
    const add = [{ of: "HorizontalPodAutoscaler", name: "aa", path: "prod/aa" }];
    expect(problemsWith("two-scalers", { add })).toEqual([
      {
        path: HPA,
        field: "spec.scaleTargetRef",
        code: "two-scalers",
        got: 'apps/Deployment "storefront", which prod/aa scales already',
        allowed: "one scaler to a workload: two undo each other's decisions",
        fix: `put all metrics into one of prod/aa and ${HPA}, and remove the other`,
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it("are told of KEDA too", () => {
    expect(problemsWith("two-scalers", keda({}))).toMatchObject([{ got: expect.stringContaining("prod/keda") }]);
  });
});
