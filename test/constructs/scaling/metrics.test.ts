import { describe, expect, it } from "@jest/globals";
import { load } from "js-yaml";
import type { AppChart, EnvironmentProps, GoServiceProps, HpaPolicyOptions } from "../../../app";
import { Dialect, Environment, GoService, GoWorker, HpaPolicy, Metrics, ScalingMetric } from "../../../app";
import type { Json } from "../../../lib/rendered";
import { IMAGE, all, complaintsOf, environment, only, onlyRendered, problemsOf, render } from "../../support/program";

const REQUESTS = ScalingMetric.requestsPerPod(100);
const QUEUE = ScalingMetric.queueLength({ metric: "queue_length", labels: { queue: "orders" }, perPod: 0.5 });
const QUERY = ScalingMetric.query("sum(jobs_waiting)", { perPod: 1000 });

const keda = environment({ installed: ["keda"] });
const adapter = environment({ installed: ["prometheus-adapter"] });

function service(of: Environment, scaling: HpaPolicyOptions, more: Partial<GoServiceProps> = {}) {
  return render((chart) => new GoService(chart, "A", { image: IMAGE, scaling, ...more }), of);
}

const prometheus = (query: string, threshold: string) => ({
  metadata: {
    activationThreshold: "0",
    ignoreNullValues: "false",
    query,
    serverAddress: "http://prometheus.monitoring.svc.cluster.local:9090",
    threshold,
  },
  metricType: "AverageValue",
  type: "prometheus",
});

const used = (type: string, value: string, more = {}) => ({
  metadata: { value, ...more },
  metricType: "Utilization",
  type,
});

describe("metrics of Prometheus with KEDA", () => {
  it("become triggers beside processor time and memory", () => {
    const { spec } = only(service(keda, { memory: "80%", metrics: [QUEUE, QUERY] }), "ScaledObject");
    expect(spec.triggers).toEqual([
      used("cpu", "50"),
      used("memory", "80"),
      prometheus('sum(queue_length{queue="orders"})', "0.5"),
      prometheus("sum(jobs_waiting)", "1000"),
    ]);
  });

  it("count the requests of the service under the name of its dialect", () => {
    const of = (more: Partial<GoServiceProps>) =>
      only(service(keda, { metrics: [REQUESTS] }, more), "ScaledObject").spec.triggers[1]!.metadata["query"];
    expect(of({})).toContain('rate(http_request_duration_seconds_count{job="a",namespace="shop"}[2m])');
    expect(of({ ports: { grpc: 9000 } })).toContain('rate(grpc_server_handled_total{job="a",namespace="shop"}[2m])');
    expect(of({ dialect: Dialect.otelHttp })).toContain("rate(http_server_request_duration_seconds_count{");
    expect(of({ monitoring: { interval: "1m" } })).toContain("[4m]");
  });

  it("leave the HorizontalPodAutoscaler to KEDA, under its former name and with the same pace", () => {
    const rendered = service(keda, { min: 2, max: 40, metrics: [QUERY], up: { pods: 8 } });
    const before = only(service(keda, { min: 2, max: 40, up: { pods: 8 } }), "HorizontalPodAutoscaler");
    expect(all(rendered, "HorizontalPodAutoscaler")).toEqual([]);
    const { metadata, spec } = only(rendered, "ScaledObject");
    expect(metadata.annotations).toEqual({ "scaledobject.keda.sh/transfer-hpa-ownership": "true" });
    expect(spec).toMatchObject({
      advanced: {
        horizontalPodAutoscalerConfig: { name: before.metadata.name, behavior: before.spec.behavior },
        restoreToOriginalReplicaCount: false,
      },
      minReplicaCount: 2,
      maxReplicaCount: 40,
      scaleTargetRef: before.spec.scaleTargetRef,
    });
  });

  it("take no pod away while Prometheus does not answer", () => {
    const { spec } = only(service(keda, { metrics: [QUERY] }), "ScaledObject");
    expect(spec.fallback).toEqual({ behavior: "currentReplicasIfHigher", failureThreshold: 3, replicas: 3 });
    expect(spec).not.toHaveProperty("cooldownPeriod");
  });

  it("come after the pods that they scale", () => {
    const { dependsOn } = onlyRendered(service(keda, { metrics: [QUERY] }), "ScaledObject");
    expect(dependsOn).toEqual(["prod/shop/A/Workload"]);
  });

  it("measure the program's container alone where others run beside it", () => {
    const { spec } = only(
      service(keda, { metrics: [QUERY] }, { sidecars: { proxy: { image: IMAGE } } }),
      "ScaledObject",
    );
    expect(spec.triggers[0]).toEqual(used("cpu", "50", { containerName: "a" }));
  });

  it("are asked where the environment says", () => {
    const address = "https://metrics.example.test/select/0/prometheus";
    const of = environment({ installed: ["keda"], prometheus: address });
    const { spec } = only(service(of, { metrics: [QUERY] }), "ScaledObject");
    expect(spec.triggers[1]!.metadata).toMatchObject({ serverAddress: address });
  });

  it("let a worker go down to no pod, after a quiet time, and one comes when nobody knows", () => {
    const scaling = { min: 0, metrics: [QUEUE], down: { window: "10m" } } as const;
    const rendered = render((chart) => new GoWorker(chart, "A", { image: IMAGE, scaling }), keda);
    expect(only(rendered, "ScaledObject").spec).toMatchObject({
      cooldownPeriod: 600,
      initialCooldownPeriod: 600,
      fallback: { replicas: 1 },
      minReplicaCount: 0,
    });
    expect(all(rendered, "PodDisruptionBudget")).toEqual([]);
  });

  it("go before Prometheus Adapter, where both are installed", () => {
    const both = environment({ installed: ["prometheus-adapter", "keda"] });
    const kinds = service(both, { metrics: [REQUESTS] }).objects.map(({ manifest }) => manifest.kind);
    expect(kinds).toContain("ScaledObject");
    expect(kinds).not.toContain("ConfigMap");
  });
});

describe("metrics of Prometheus with Prometheus Adapter", () => {
  const rendered = service(adapter, { metrics: [REQUESTS, QUEUE, QUERY] });
  const { spec } = only(rendered, "HorizontalPodAutoscaler");
  const { metadata, data } = only(rendered, "ConfigMap");
  const rules = load(data["shop.a.yaml"]!) as { readonly [list: string]: readonly { readonly name: Json }[] };

  it("become metrics of pods and of the whole, beside processor time", () => {
    expect(spec.metrics!.map(({ type, pods, external }) => [type, (pods ?? external)?.target])).toEqual([
      ["Resource", undefined],
      ["Pods", { averageValue: "100", type: "AverageValue" }],
      ["External", { averageValue: "500m", type: "AverageValue" }],
      ["External", { averageValue: "1k", type: "AverageValue" }],
    ]);
  });

  it("have the names under which the adapter is told to serve them", () => {
    const asked = (of: "pods" | "external") => spec.metrics!.flatMap((one) => one[of]?.metric.name ?? []);
    expect(rules["rules"]!.map(({ name }) => name)).toEqual(asked("pods").map((as) => ({ as })));
    expect(rules["externalRules"]!.map(({ name }) => name)).toEqual(asked("external").map((as) => ({ as })));
  });

  it("are told to the adapter by a ConfigMap that a label finds", () => {
    expect(metadata).toMatchObject({
      name: "a-adapter-rules",
      labels: { "gantry.dev/prometheus-adapter-rules": "true" },
    });
    expect(Object.keys(rules)).toEqual(["rules", "externalRules"]);
  });

  it("tell it nothing where there are none", () => {
    expect(all(service(adapter, {}), "ConfigMap")).toEqual([]);
  });
});

describe.each<[string, Environment, string]>([
  ["KEDA", keda, "ScaledObject"],
  ["Prometheus Adapter", adapter, "HorizontalPodAutoscaler"],
])("the number of pods with %s", (_, of, kind) => {
  it("belongs to the scaler: no manifest names it, and no way out may set it", () => {
    const rendered = service(of, { metrics: [REQUESTS] });
    const { manifest, hints } = onlyRendered(rendered, "Deployment");
    expect(manifest["spec"]).not.toHaveProperty("replicas");
    expect(hints.ownedElsewhere).toEqual(["/spec/replicas"]);
    expect(all(rendered, kind)).toHaveLength(1);
  });
});

const scaled = (Program: typeof GoService | typeof GoWorker, scaling: HpaPolicyOptions, more = {}) => {
  return (chart: AppChart) => new Program(chart, "A", { image: IMAGE, scaling, ...more });
};

describe("metrics of Prometheus", () => {
  const bare = environment();
  const target = { apiVersion: "apps/v1", kind: "Deployment", name: "a" };

  it.each<[string, Environment, (chart: AppChart) => unknown, string[]]>([
    ["nothing that brings them", bare, scaled(GoService, { metrics: [QUERY] }), ["not-installed scaling.metrics"]],
    [
      "requests of a worker",
      keda,
      scaled(GoWorker, { metrics: [REQUESTS] }),
      ["requests-not-counted scaling.metrics[0]"],
    ],
    [
      "requests of a service without metrics",
      keda,
      scaled(GoService, { metrics: [QUERY, REQUESTS] }, { metrics: Metrics.off("nothing to count") }),
      ["requests-not-counted scaling.metrics[1]"],
    ],
    [
      "a metric twice",
      adapter,
      scaled(GoService, { metrics: [QUERY, REQUESTS, QUERY, REQUESTS] }),
      ["duplicate-metric scaling.metrics[2]", "duplicate-metric scaling.metrics[3]"],
    ],
    ["something else", keda, scaled(GoService, { metrics: ["a" as never] }), ["wrong-type scaling.metrics[0]"]],
    [
      "eleven of them",
      keda,
      scaled(GoService, { metrics: Array.from({ length: 11 }, () => QUERY) }),
      ["too-many scaling.metrics"],
    ],
    ["no pod by processor time", keda, scaled(GoWorker, { min: 0 }), ["scale-to-zero scaling.min"]],
    [
      "no pod by its own requests",
      keda,
      scaled(GoService, { min: 0, metrics: [REQUESTS] }),
      ["scale-to-zero scaling.min"],
    ],
    ["no pod without KEDA", adapter, scaled(GoWorker, { min: 0, metrics: [QUEUE] }), ["scale-to-zero scaling.min"]],
  ])("are refused with %s", (_, of, declare, expected) => {
    expect(complaintsOf(declare, of)).toEqual(expected);
  });

  it.each([
    [
      "requests of a workload that Gantry did not make",
      { target, metrics: [REQUESTS] },
      "requests-not-counted metrics[0]",
    ],
    ["no pod", { target, min: 0 }, "scale-to-zero min"],
  ])("of a policy on its own are refused with %s", (_, props, expected) => {
    expect(complaintsOf((chart) => new HpaPolicy(chart, "Policy", props), keda)).toEqual([expected]);
  });

  it("name both that would bring them", () => {
    const [problem] = problemsOf(scaled(GoService, { metrics: [QUERY] }), bare);
    expect(problem?.allowed).toContain('prod lists neither "keda" nor "prometheus-adapter" as installed');
  });

  it("of an environment without a password in the address of Prometheus", () => {
    const values: EnvironmentProps = { stage: "production", kubernetes: "1.35", prometheus: "http://a:hunter22@b" };
    expect(() => Environment.of("prod", values)).toThrow("literal-secret");
  });
});
