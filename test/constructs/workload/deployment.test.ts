import { describe, expect, it } from "@jest/globals";
import type { AppChart, GoServiceProps } from "../../../app";
import { Budget, CpuLimit, Duration, GoService, GoWorker, ImageRef, Replicas, Resources } from "../../../app";
import { IMAGE, all, complaintsOf, environment, only, onlyRendered, render } from "../../support/program";

const service = (props: Partial<GoServiceProps> = {}) => render((chart) => declare(chart, props));
const declare = (chart: AppChart, props: Partial<GoServiceProps>) =>
  new GoService(chart, "Storefront", { image: IMAGE, ...props });

function container(props: Partial<GoServiceProps> = {}) {
  return only(service(props), "Deployment").spec.template.spec.containers[0]!;
}

describe("a Deployment", () => {
  it("leaves the number of pods to the autoscaler", () => {
    expect(only(service(), "Deployment").spec).not.toHaveProperty("replicas");
  });

  it("tells the ways out that the number belongs to the autoscaler", () => {
    expect(onlyRendered(service(), "Deployment").hints.ownedElsewhere).toEqual(["/spec/replicas"]);
    const fixed = onlyRendered(service({ scaling: Replicas.fixed(4) }), "Deployment");
    expect(fixed.hints.ownedElsewhere).toBeUndefined();
  });

  it("has a fixed number of pods where somebody wants that, and no autoscaler", () => {
    const rendered = service({ scaling: Replicas.fixed(4) });
    expect([only(rendered, "Deployment").spec.replicas, all(rendered, "HorizontalPodAutoscaler")]).toEqual([4, []]);
  });

  it("replaces pods one by one, never with one less, and keeps five versions", () => {
    expect(only(service(), "Deployment").spec).toMatchObject({
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: 600,
    });
  });

  it("waits until a pod was ready for a while where somebody wants that", () => {
    const { spec } = only(service({ rollout: { minReady: "30s" } }), "Deployment");
    expect(spec.minReadySeconds).toBe(30);
  });

  it("selects its pods by one label that never changes", () => {
    const { spec } = only(service(), "Deployment");
    expect(spec.selector).toEqual({ matchLabels: { "app.kubernetes.io/instance": "storefront" } });
    expect(spec.template.metadata!.labels).toMatchObject(spec.selector.matchLabels!);
  });

  it("carries the labels of its application on the object and on the pods", () => {
    const labels = {
      "app.kubernetes.io/instance": "storefront",
      "app.kubernetes.io/name": "storefront",
      "app.kubernetes.io/part-of": "shop",
      "app.kubernetes.io/managed-by": "gantry",
      owner: "shop",
    };
    const { metadata, spec } = only(service(), "Deployment");
    expect([metadata.labels, spec.template.metadata!.labels]).toEqual([labels, labels]);
  });

  it("puts the annotations of pods on the pods", () => {
    const { spec } = only(service({ podAnnotations: { "example.test/note": "yes" } }), "Deployment");
    expect(spec.template.metadata!.annotations).toMatchObject({ "example.test/note": "yes" });
  });

  it("names a priority class where one is wanted", () => {
    expect(only(service({ priorityClass: "batch" }), "Deployment").spec.template.spec.priorityClassName).toBe("batch");
  });

  it("restarts its containers, and looks names up without five detours", () => {
    expect(only(service(), "Deployment").spec.template.spec).toMatchObject({
      restartPolicy: "Always",
      enableServiceLinks: false,
      dnsConfig: { options: [{ name: "ndots", value: "2" }] },
    });
  });
});

describe("the program's container", () => {
  it("asks for 250m of processor time and gets 500m at most; memory is fixed", () => {
    expect(container().resources).toEqual({
      requests: { cpu: "250m", memory: "512Mi", "ephemeral-storage": "128Mi" },
      limits: { cpu: "500m", memory: "512Mi", "ephemeral-storage": "128Mi" },
    });
  });

  it.each([
    ["small", Resources.small, "100m", "200m", "256Mi"],
    ["medium", Resources.medium, "250m", "500m", "512Mi"],
    ["large", Resources.large, "1", "2", "2Gi"],
  ] as const)("has the amounts of the size %s", (_, resources, request, limit, memory) => {
    expect(container({ resources }).resources).toMatchObject({
      requests: { cpu: request, memory },
      limits: { cpu: limit, memory },
    });
  });

  it("takes single amounts before those of a size", () => {
    const { resources } = container({ cpu: "400m", cpuLimit: "1", memory: "1Gi", resources: Resources.small });
    expect(resources).toMatchObject({
      requests: { cpu: "400m", memory: "1Gi" },
      limits: { cpu: "1", memory: "1Gi" },
    });
  });

  it("may have no limit of processor time, with the reason on its pods", () => {
    const rendered = service({ cpuLimit: CpuLimit.off("latency before fairness") });
    const { metadata, spec } = only(rendered, "Deployment").spec.template;
    expect(spec.containers[0]!.resources!.limits).not.toHaveProperty("cpu");
    expect(metadata!.annotations!["gantry.dev/opt-out.cpu-limit"]).toBe("latency before fairness");
  });

  it("is pulled only once when it has a digest", () => {
    expect(container()).toMatchObject({ image: IMAGE.reference, imagePullPolicy: "IfNotPresent" });
  });

  it("is pulled again for each pod when it has a tag", () => {
    const tagged = render(
      (chart) => declare(chart, { image: ImageRef.tagged("registry.example.test/shop/storefront:v1") }),
      environment({ stage: "development" }),
    );
    const [one] = only(tagged, "Deployment").spec.template.spec.containers;
    expect(one).toMatchObject({ image: "registry.example.test/shop/storefront:v1", imagePullPolicy: "Always" });
  });

  it("runs another command with arguments where they are given, and the image's own else", () => {
    const changed = container({ command: ["/bin/shop"], args: ["serve"] });
    expect([changed.command, changed.args]).toEqual([["/bin/shop"], ["serve"]]);
    expect(container()).not.toHaveProperty("command");
    expect(container()).not.toHaveProperty("args");
  });

  it("leaves its last words with the kubelet", () => {
    expect(container().terminationMessagePolicy).toBe("FallbackToLogsOnError");
  });
});

describe("the quality of service", () => {
  it.each([
    ["Burstable", {}],
    ["Guaranteed", { cpu: "500m", cpuLimit: "500m" } as const],
  ])("is stated as %s on the construct and on the pods", (expected, amounts) => {
    let stated: string | undefined;
    const rendered = render((chart) => (stated = declare(chart, amounts).qosClass));
    const { annotations } = only(rendered, "Deployment").spec.template.metadata!;
    expect([stated, annotations!["gantry.dev/qos-class"]]).toEqual([expected, expected]);
  });

  it("is stated on a worker as well", () => {
    let stated: string | undefined;
    render((chart) => (stated = new GoWorker(chart, "A", { image: IMAGE }).qosClass));
    expect(stated).toBe("Burstable");
  });
});

describe("the disruption budget", () => {
  it("gives one pod at a time to a drain, and never holds on to broken ones", () => {
    expect(only(service(), "PodDisruptionBudget").spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/instance": "storefront" } },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("gives a tenth of ten pods or more", () => {
    const rendered = service({ scaling: { min: 10, max: 20 } });
    expect(only(rendered, "PodDisruptionBudget").spec.maxUnavailable).toBe("10%");
  });

  it("is left out for a reason that is kept", () => {
    const rendered = service({ budget: Budget.off("drained by hand") });
    expect(all(rendered, "PodDisruptionBudget")).toEqual([]);
    expect(only(rendered, "Deployment").metadata.annotations).toEqual({
      "gantry.dev/opt-out.budget": "drained by hand",
    });
  });

  it.each([
    ["a fixed single pod", Replicas.single("a lock")],
    ["a scaler that begins with one", { min: Replicas.single("a lock") }],
  ])("is left out for %s: it could only block a drain", (_, scaling) => {
    expect(all(service({ scaling }), "PodDisruptionBudget")).toEqual([]);
  });
});

describe("spreading", () => {
  it("prefers zones and nodes apart, for each version by itself", () => {
    const { spec } = only(service(), "Deployment").spec.template;
    const selector = { matchLabels: { "app.kubernetes.io/instance": "storefront" } };
    const constraint = (topologyKey: string) => ({
      labelSelector: selector,
      matchLabelKeys: ["pod-template-hash"],
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: "ScheduleAnyway",
    });
    expect(spec.topologySpreadConstraints).toEqual([
      constraint("topology.kubernetes.io/zone"),
      constraint("kubernetes.io/hostname"),
    ]);
    expect(spec.affinity!.podAntiAffinity!.preferredDuringSchedulingIgnoredDuringExecution).toEqual([
      { weight: 100, podAffinityTerm: { labelSelector: selector, topologyKey: "kubernetes.io/hostname" } },
    ]);
  });

  it.each([
    ["zones", ["DoNotSchedule", "ScheduleAnyway"]],
    ["nodes", ["ScheduleAnyway", "DoNotSchedule"]],
  ] as const)("requires %s where somebody wants that", (what, expected) => {
    const { spec } = only(service({ spread: { [what]: "require" } }), "Deployment").spec.template;
    expect(spec.topologySpreadConstraints!.map((one) => one.whenUnsatisfiable)).toEqual(expected);
  });
});

describe("a rollout", () => {
  it.each([
    ["nothing more and nothing less", { maxSurge: 0 }, "rollout-stuck rollout.maxSurge"],
    ["a deadline before a pod counts", { minReady: "10m" } as const, "progress-deadline rollout.progressDeadline"],
    ["half seconds", { minReady: Duration.millis(1500) }, "duration-part-of-second rollout.minReady"],
  ])("is refused with %s", (_, rollout, expected) => {
    expect(complaintsOf((chart) => declare(chart, { rollout }))).toEqual([expected]);
  });
});

describe("the way back to the declaration", () => {
  it("is the construct's path and a file that depends on nothing else", () => {
    const found = onlyRendered(service(), "Deployment");
    expect([found.path, found.file, found.app]).toEqual([
      "prod/shop/Storefront/Workload/Resource",
      "shop/deployment.storefront.yaml",
      "shop",
    ]);
  });
});
