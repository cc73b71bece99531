import type { Chart } from "cdk8s";
import { Duration, JsonPatch } from "cdk8s";
import type { HorizontalPodAutoscalerProps } from "cdk8s-plus-27";
import { DeploymentStrategy, HorizontalPodAutoscaler, Metric, MetricTarget, PercentOrAbsolute } from "cdk8s-plus-27";
import { HpaPolicy, Replicas } from "../../../app";
import { deployment, service } from "../gantry";
import { CONTAINER, type Input } from "../input";
import * as plus from "../plus";

const TARGET = { apiVersion: "apps/v1", kind: "Deployment", name: "bad" };
const REPLICAS = ["Deployment", "spec", "replicas"];
const STRATEGY = ["Deployment", "spec", "strategy", "rollingUpdate"];
const MIN = ["HorizontalPodAutoscaler", "spec", "minReplicas"];

function autoscaler(chart: Chart, props: Omit<HorizontalPodAutoscalerProps, "target">): void {
  new HorizontalPodAutoscaler(chart, "Autoscaler", { target: plus.deployment(chart), ...props });
}

/** Replicas, autoscalers and rollouts. */
export const SCALING: readonly Input[] = [
  {
    no: 49,
    input: 'the prop "replcas"',
    gantry: (chart) =>
      service(chart, {
        // @ts-expect-error there is no such prop
        replcas: 3,
      }),
    plus: (chart) =>
      plus.deployment(
        chart,
        {},
        {
          // @ts-expect-error there is no such prop
          replcas: 3,
        },
      ),
    helm: "replcas: 3",
    at: REPLICAS,
    given: 3,
  },
  {
    no: 111,
    input: "-1 replicas",
    gantry: (chart) => service(chart, { scaling: Replicas.fixed(-1) }),
    plus: (chart) => plus.deployment(chart, {}, { replicas: -1 }),
    helm: "replicaCount: -1",
    at: REPLICAS,
    given: -1,
  },
  {
    no: 113,
    input: "a number of pods beside an autoscaler",
    gantry: (chart) => {
      deployment(chart, { resources: { requests: { cpu: "100m" } } }).addJsonPatch(JsonPatch.add("/spec/replicas", 3));
      new HpaPolicy(chart, "Autoscaler", { target: TARGET, min: 2, max: 4 });
    },
    plus: (chart) => {
      const target = plus.deployment(chart, {}, { replicas: 3 });
      new HorizontalPodAutoscaler(chart, "Autoscaler", { target, minReplicas: 2, maxReplicas: 4 });
    },
    helm: "replicaCount: 3\nautoscaling: { enabled: true, minReplicas: 2, maxReplicas: 4 }",
    at: REPLICAS,
    given: 3,
    meant: undefined,
  },
  {
    no: 114,
    input: "an autoscaler with min above max",
    gantry: (chart) => service(chart, { scaling: { min: 5, max: 3 } }),
    plus: (chart) => autoscaler(chart, { minReplicas: 5, maxReplicas: 3 }),
    helm: "autoscaling: { enabled: true, minReplicas: 5, maxReplicas: 3 }",
    at: MIN,
    given: 5,
  },
  {
    no: 115,
    input: "an autoscaler with min 0",
    gantry: (chart) => service(chart, { scaling: { min: 0 } }),
    plus: (chart) => autoscaler(chart, { minReplicas: 0, maxReplicas: 3 }),
    helm: "autoscaling: { enabled: true, minReplicas: 0, maxReplicas: 3 }",
    at: MIN,
    given: 0,
  },
  {
    no: 118,
    input: "an autoscaler on CPU without requests",
    gantry: (chart) => {
      deployment(chart, {});
      new HpaPolicy(chart, "Autoscaler", { target: TARGET, min: 2, max: 4 });
    },
    plus: (chart) => {
      const target = plus.deployment(chart, { resources: {} });
      const metrics = [Metric.resourceCpu(MetricTarget.averageUtilization(50))];
      new HorizontalPodAutoscaler(chart, "Autoscaler", { target, minReplicas: 2, maxReplicas: 4, metrics });
    },
    helm: "autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 4, targetCPUUtilizationPercentage: 50 }",
    at: [...CONTAINER, "resources", "requests"],
    given: undefined,
  },
  {
    no: 120,
    input: "maxSurge 0 and maxUnavailable 0",
    gantry: (chart) => service(chart, { rollout: { maxSurge: 0, maxUnavailable: 0 } }),
    plus: (chart) => {
      const none = PercentOrAbsolute.absolute(0);
      const strategy = DeploymentStrategy.rollingUpdate({ maxSurge: none, maxUnavailable: none });
      plus.deployment(chart, {}, { strategy });
    },
    helm: "strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }",
    at: STRATEGY,
    given: { maxSurge: 0, maxUnavailable: 0 },
  },
  {
    no: 121,
    input: "progressDeadline below minReady",
    gantry: (chart) => service(chart, { rollout: { minReady: "60s", progressDeadline: "30s" } }),
    plus: (chart) =>
      plus.deployment(chart, {}, { minReady: Duration.seconds(60), progressDeadline: Duration.seconds(30) }),
    helm: "minReadySeconds: 60\nprogressDeadlineSeconds: 30",
    at: ["Deployment", "spec", "progressDeadlineSeconds"],
    given: 30,
  },
];
