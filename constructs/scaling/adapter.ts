import type { Construct } from "constructs";
import { toYaml } from "../../lib/render/yaml";
import type { Measured, Scaled, ScalingMetric } from "../../lib/scaling";
import { adapterName, adapterRules } from "../../lib/scaling";
import { formatQuantity } from "../../lib/units/quantity";
import { KubeObject } from "../base/kube-object";
import { OWN, programLabels } from "../base/labels";
import type { MetricSpec, Quantity } from "../imports/kubernetes";

/** The label of a ConfigMap whose file is a part of Prometheus Adapter's configuration. */
export const ADAPTER_LABEL = `${OWN}prometheus-adapter-rules`;

/** The metrics as a HorizontalPodAutoscaler asks Prometheus Adapter for them. */
export function metricSpecs(scaled: Scaled, metrics: readonly ScalingMetric[]): MetricSpec[] {
  return metrics.map((given) => {
    const metric = { name: adapterName(scaled, given) };
    const target = { averageValue: quantity(given), type: "AverageValue" };
    return given.query === undefined
      ? { pods: { metric, target }, type: "Pods" }
      : { external: { metric, target }, type: "External" };
  });
}

/** As Kubernetes prints it: 100, 500m, 1k. */
function quantity({ perPod }: ScalingMetric): Quantity {
  return formatQuantity({ nanos: BigInt(Math.round(perPod * 1000)) * 1_000_000n, format: "decimal" });
}

/** What Prometheus Adapter must be told to serve these metrics: it reads one file, into which somebody merges this one, and starts again. */
export class AdapterRules extends KubeObject<"ConfigMap"> {
  constructor(
    scope: Construct,
    id: string,
    scaled: Scaled,
    metrics: readonly ScalingMetric[],
    measured: Measured | undefined,
  ) {
    const { namespace, name } = scaled;
    const labels = { ...programLabels(name), [ADAPTER_LABEL]: "true" };
    const data = { [`${namespace}.${name}.yaml`]: toYaml(adapterRules(scaled, metrics, measured)) };
    super(scope, id, "ConfigMap", { name: `${name}-adapter-rules`, labels }, { data });
  }
}
