import { describe, expect, it } from "@jest/globals";
import type { HpaPolicyOptions, HpaPolicyProps } from "../../../app";
import { GoService, GoWorker, HpaPolicy, Percent, RawObject, Replicas } from "../../../app";
import { IMAGE, complaintsOf, only, problemsOf, render } from "../../support/program";

function spec(scaling: HpaPolicyOptions = {}) {
  const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, scaling }));
  return only(rendered, "HorizontalPodAutoscaler").spec;
}

const complaints = (scaling: HpaPolicyOptions) =>
  complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, scaling }));

const cpu = (averageUtilization: number) => ({
  type: "Resource",
  resource: { name: "cpu", target: { averageUtilization, type: "Utilization" } },
});

describe("the autoscaler of a service", () => {
  it("keeps 3 to 10 pods at half of their processor time", () => {
    expect(spec()).toMatchObject({ minReplicas: 3, maxReplicas: 10, metrics: [cpu(50)] });
  });

  it("scales the service's own Deployment", () => {
    expect(spec().scaleTargetRef).toEqual({ apiVersion: "apps/v1", kind: "Deployment", name: "a" });
  });

  it("doubles at once, or adds four pods, every 15 s", () => {
    expect(spec().behavior!.scaleUp).toEqual({
      policies: [
        { periodSeconds: 15, type: "Percent", value: 100 },
        { periodSeconds: 15, type: "Pods", value: 4 },
      ],
      selectPolicy: "Max",
      stabilizationWindowSeconds: 0,
    });
  });

  it("halves, or takes one pod, every minute after five quiet minutes", () => {
    expect(spec().behavior!.scaleDown).toEqual({
      policies: [
        { periodSeconds: 60, type: "Percent", value: 50 },
        { periodSeconds: 60, type: "Pods", value: 1 },
      ],
      selectPolicy: "Max",
      stabilizationWindowSeconds: 300,
    });
  });

  it("follows other bounds, aims and paces", () => {
    const found = spec({ min: 2, max: 4, cpu: "70%", memory: 80, down: { percent: 10, window: "1m" } });
    const memory = { name: "memory", target: { averageUtilization: 80, type: "Utilization" } };
    expect(found).toMatchObject({
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [cpu(70), { type: "Resource", resource: memory }],
      behavior: { scaleDown: { policies: [{ value: 10 }, { value: 1 }], stabilizationWindowSeconds: 60 } },
    });
  });

  it("measures the program's container alone where others run beside it", () => {
    const sidecars = { proxy: { image: IMAGE } };
    const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, sidecars }));
    expect(only(rendered, "HorizontalPodAutoscaler").spec.metrics).toEqual([
      {
        type: "ContainerResource",
        containerResource: { container: "a", name: "cpu", target: { averageUtilization: 50, type: "Utilization" } },
      },
    ]);
  });

  it("begins with one pod for a reason that is kept", () => {
    const scaling = { min: Replicas.single("a lock") };
    const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, scaling }));
    const { metadata, spec } = only(rendered, "HorizontalPodAutoscaler");
    expect([spec.minReplicas, metadata.annotations]).toEqual([1, { "gantry.dev/opt-out.single-replica": "a lock" }]);
  });

  it.each([
    ["one pod", { min: 1 }, "replicas-too-few scaling.min"],
    ["no pod", { min: 0 }, "scale-to-zero scaling.min"],
    ["less than no pod", { min: -1 }, "out-of-range scaling.min"],
    ["half a pod", { min: 2.5 }, "out-of-range scaling.min"],
    ["nothing at all", { min: null as never }, "wrong-type scaling.min"],
    ["bounds that never scale", { min: 4, max: 4 }, "never-scales scaling.max"],
    ["bounds the wrong way round", { min: 4, max: 3 }, "max-below-min scaling.max"],
    ["no processor time", { cpu: 0 }, "percent-range scaling.cpu"],
    ["a part of a per cent", { cpu: "0.4%" as const }, "percent-whole scaling.cpu"],
    ["a third that is not whole", { memory: 33.3 }, "percent-whole scaling.memory"],
    ["more than there is", { cpu: Percent.of(150, 200) }, "percent-whole scaling.cpu"],
    ["a part of a second", { down: { period: "1500ms" as const } }, "duration-part-of-second scaling.down.period"],
    ["an endless window", { up: { window: "2h" as const } }, "out-of-range scaling.up.window"],
  ] satisfies [string, HpaPolicyOptions, string][])("is refused with %s", (_, scaling, expected) => {
    expect(complaints(scaling)).toEqual([expected]);
  });

  it("names the way out when it refuses one pod", () => {
    const [problem] = problemsOf((chart) => new GoService(chart, "A", { image: IMAGE, scaling: { min: 1 } }));
    expect(problem?.fix).toContain('Replicas.single("reason")');
  });
});

describe("the autoscaler of a worker", () => {
  it("keeps at least two pods", () => {
    const rendered = render((chart) => new GoWorker(chart, "A", { image: IMAGE }));
    expect(only(rendered, "HorizontalPodAutoscaler").spec).toMatchObject({ minReplicas: 2, maxReplicas: 10 });
  });
});

describe("a single pod", () => {
  it("is kept with its reason on the Deployment", () => {
    const scaling = Replicas.single("a lock");
    const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, scaling }));
    const { metadata, spec } = only(rendered, "Deployment");
    expect([spec.replicas, metadata.annotations]).toEqual([1, { "gantry.dev/opt-out.single-replica": "a lock" }]);
  });
});

describe("a policy on its own", () => {
  const target = { apiVersion: "apps/v1", kind: "Deployment", name: "legacy" };
  const securityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  };
  const resources = { requests: { cpu: "1", memory: "1Gi" } };
  const container = { name: "app", image: IMAGE.reference, resources, securityContext };
  const labels = { app: "legacy" };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const legacy = { ...target, metadata: { name: "legacy" }, spec: { selector: { matchLabels: labels }, template } };
  const policy = (props: Partial<HpaPolicyProps> = {}) => {
    const rendered = render((chart) => {
      new RawObject(chart, "Legacy", legacy);
      new HpaPolicy(chart, "Policy", { target, ...props });
    });
    return only(rendered, "HorizontalPodAutoscaler");
  };

  it("has the defaults of an autoscaler, with two pods at least", () => {
    expect(policy()).toMatchObject({
      metadata: { name: "legacy", namespace: "shop" },
      spec: { minReplicas: 2, maxReplicas: 10, metrics: [cpu(50)], scaleTargetRef: target },
    });
  });

  it("measures one container where one is named", () => {
    expect(policy({ container: "app" }).spec.metrics).toMatchObject([{ containerResource: { container: "app" } }]);
  });

  it("takes the workload of a service for a target", () => {
    let found: unknown;
    const rendered = render((chart) => {
      const { workload } = new GoService(chart, "A", { image: IMAGE, scaling: Replicas.fixed(2) });
      found = workload;
    });
    expect(found).toMatchObject({ apiVersion: "apps/v1", kind: "Deployment", name: "a" });
    expect(only(rendered, "Deployment").metadata.name).toBe("a");
  });

  it.each([
    ["nothing", undefined, ["wrong-type"]],
    ["no target", {}, ["required target"]],
    ["half a target", { target: { name: "x" } }, ["required target.apiVersion", "required target.kind"]],
    ["an unknown prop", { target, mx: 3 }, ["unknown-prop mx"]],
    ["one pod", { target, min: 1 }, ["replicas-too-few min"]],
    ["a target that is not there", { target }, ["dangling-scaler spec.scaleTargetRef.name"]],
  ])("is refused with %s", (_, props, expected) => {
    expect(complaintsOf((chart) => new HpaPolicy(chart, "Policy", props as never))).toEqual(expected);
  });
});
