import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { ScaleTarget } from "../../lib/ports";
import type { Percent } from "../../lib/units";
import { environmentOf } from "../base/context";
import { KubeObject } from "../base/kube-object";
import { programLabels, reasons } from "../base/labels";
import type { MetricSpec } from "../imports/kubernetes";
import { AdapterRules, metricSpecs } from "./adapter";
import { behavior } from "./behavior";
import type { KedaSources } from "./keda-scaler";
import { KedaScaler } from "./keda-scaler";
import type { HpaPolicySettings } from "./policy";
import { least, perCent } from "./policy";

/** What an autoscaler may have to know of its target. */
export type Facts = Omit<KedaSources, "prometheus">;

/**
 * Makes what owns the number of pods of a target. Processor time and memory are known to every cluster; metrics of Prometheus come by KEDA, which then
 * makes the HorizontalPodAutoscaler itself, or by Prometheus Adapter.
 */
export function createAutoscaler(
  scope: Construct,
  id: string,
  target: ScaleTarget,
  settings: HpaPolicySettings,
  facts: Facts,
): void {
  const environment = environmentOf(scope);
  const metrics = settings.metrics ?? [];
  if (metrics.length > 0 && environment.has("keda")) {
    new KedaScaler(scope, id, target, settings, { ...facts, prometheus: environment.prometheus });
    return;
  }
  const scaled = { namespace: Chart.of(scope).namespace ?? "", name: target.name };
  new Autoscaler(scope, id, target, settings, [...used(settings, facts.container), ...metricSpecs(scaled, metrics)]);
  if (metrics.length > 0) new AdapterRules(scope, `${id}Rules`, scaled, metrics, facts.measured);
}

/** A HorizontalPodAutoscaler (autoscaling/v2) that owns the number of pods of its target. */
class Autoscaler extends KubeObject<"HorizontalPodAutoscaler"> {
  constructor(
    scope: Construct,
    id: string,
    { apiVersion, kind, name }: ScaleTarget,
    settings: HpaPolicySettings,
    metrics: MetricSpec[],
  ) {
    const { min, max } = settings;
    const annotations = reasons({ "single-replica": typeof min === "number" ? undefined : min });
    super(
      scope,
      id,
      "HorizontalPodAutoscaler",
      { name, labels: programLabels(name), annotations },
      {
        spec: {
          behavior: behavior(settings),
          maxReplicas: max,
          metrics,
          minReplicas: least(settings),
          scaleTargetRef: { apiVersion, kind, name },
        },
      },
    );
  }
}

function used({ cpu, memory }: HpaPolicySettings, container: string | undefined): MetricSpec[] {
  return [metric("cpu", cpu, container), ...(memory ? [metric("memory", memory, container)] : [])];
}

function metric(name: string, aim: Percent, container: string | undefined): MetricSpec {
  const target = { averageUtilization: perCent(aim), type: "Utilization" };
  if (container === undefined) return { resource: { name, target }, type: "Resource" };
  return { containerResource: { container, name, target }, type: "ContainerResource" };
}
