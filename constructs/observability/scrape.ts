import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { Duration } from "../../lib/units";
import { KubeObject } from "../base/kube-object";
import { programLabels, selectorLabels } from "../base/labels";
import type { WatchSettings } from "./monitoring";
import { Metrics } from "./monitoring";

const PATH = "/metrics";

/**
 * Annotations by which a Prometheus without the operator finds a pod; nothing where the operator is.
 * @see https://github.com/prometheus/prometheus/blob/main/documentation/examples/prometheus-kubernetes.yml
 */
export function scrapeAnnotations(
  { metrics }: WatchSettings,
  environment: Environment,
): Readonly<Record<string, string>> {
  if (metrics instanceof Metrics || environment.has("prometheus-operator")) return {};
  return { "prometheus.io/path": PATH, "prometheus.io/port": String(metrics), "prometheus.io/scrape": "true" };
}

/**
 * Has the Prometheus of the operator scrape the pods of a program under the job of its name. It asks for pods and not for Services, so that a
 * canary's pods are scraped once. @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
 */
export class Scrape extends KubeObject<"PodMonitor"> {
  constructor(scope: Construct, id: string, name: string, interval: Duration, { monitorLabels }: Environment) {
    const labels = { ...programLabels(name), ...monitorLabels };
    const endpoint = { interval: interval.toString() as "15s", path: PATH, port: "metrics" };
    super(
      scope,
      id,
      "PodMonitor",
      { name, labels },
      {
        spec: {
          jobLabel: "app.kubernetes.io/name",
          podMetricsEndpoints: [endpoint],
          podTargetLabels: ["rollouts-pod-template-hash"],
          selector: { matchLabels: selectorLabels(name) },
        },
      },
    );
  }
}
