import { Series, max, sum } from "../../promql";
import type { Monitored } from "../../slo";
import type { Panel, Row } from "../model";
import { KUBE_STATE } from "../sources";

const METRIC = ["metric_name", "metric_target_type"];

/** How many pods the service's autoscaler wants, and why. */
export function autoscalingRow({ namespace, service }: Monitored): Row {
  const own = (name: string) => new Series(name, { horizontalpodautoscaler: service, namespace });
  const panel = { kind: "timeseries", needs: ["kube-state-metrics"] } as const satisfies Partial<Panel>;
  return {
    title: "Autoscaling",
    panels: [
      {
        ...panel,
        title: "Pods",
        unit: "short",
        queries: [
          { expr: max(own(KUBE_STATE.currentPods)), legend: "current" },
          { expr: max(own(KUBE_STATE.desiredPods)), legend: "desired" },
          { expr: max(own(KUBE_STATE.minPods)), legend: "least" },
          { expr: max(own(KUBE_STATE.maxPods)), legend: "most" },
        ],
      },
      {
        ...panel,
        title: "Metrics, as a share of their targets",
        unit: "percentunit",
        description: "Above 100 % pods are added, below it taken away.",
        queries: [
          {
            expr: sum(own(KUBE_STATE.metric), METRIC).over(sum(own(KUBE_STATE.metricTarget), METRIC)),
            legend: { label: METRIC[0]! },
          },
        ],
      },
    ],
  };
}
