import { Construct } from "constructs";
import { canonical } from "../../lib/promql";
import type { ScaleTarget } from "../../lib/ports";
import type { Measured, ScalingMetric } from "../../lib/scaling";
import { requestRate } from "../../lib/scaling";
import type { Percent } from "../../lib/units";
import { KubeObject } from "../base/kube-object";
import { programLabels, reasons } from "../base/labels";
import type { ScaledObject, ScaledObjectSpecTriggers } from "../imports/crds/scaled-object";
import { behavior } from "./behavior";
import type { HpaPolicySettings, PaceSettings } from "./policy";
import { least, perCent } from "./policy";

/** What a trigger must know of what is scaled. */
export interface KedaSources {
  /** The container to measure, where the pod has others besides it. */
  readonly container: string | undefined;
  /** How the target's requests are counted, where it has any. */
  readonly measured?: Measured | undefined;
  /** Where Prometheus answers. */
  readonly prometheus: string;
}

/** Has KEDA take over a HorizontalPodAutoscaler of this name that it did not make: ours, of the time before. */
const TAKE_OVER = "scaledobject.keda.sh/transfer-hpa-ownership";

/** KEDA asks again so often before it stops believing in Prometheus. */
const FAILURES = 3;

/**
 * A ScaledObject that owns the number of pods of its target. KEDA makes the HorizontalPodAutoscaler, under the name that ours would have, so that a target
 * changes from one to the other without a moment with none. While Prometheus has no answer, no pod is taken away.
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export class KedaScaler extends KubeObject<"ScaledObject"> {
  constructor(scope: Construct, id: string, target: ScaleTarget, settings: HpaPolicySettings, sources: KedaSources) {
    const { name } = target;
    const { min } = settings;
    const reason = reasons({ "single-replica": typeof min === "number" ? undefined : min });
    const head = { name, labels: programLabels(name), annotations: { ...reason, [TAKE_OVER]: "true" } };
    super(scope, id, "ScaledObject", head, { spec: spec(target, settings, sources) });
    // KEDA looks at the requests of the pods, and refuses what it cannot look at.
    if (Construct.isConstruct(target)) this.node.addDependency(target);
  }
}

function spec(target: ScaleTarget, settings: HpaPolicySettings, sources: KedaSources): ScaledObject["spec"] {
  const { max, down, cpu, memory, metrics = [] } = settings;
  const min = least(settings);
  return {
    advanced: {
      horizontalPodAutoscalerConfig: { behavior: behavior(settings), name: target.name },
      restoreToOriginalReplicaCount: false,
    },
    ...(min === 0 && quiet(down)),
    fallback: { behavior: "currentReplicasIfHigher", failureThreshold: FAILURES, replicas: Math.max(1, min) },
    maxReplicaCount: max,
    minReplicaCount: min,
    scaleTargetRef: { apiVersion: target.apiVersion, kind: target.kind, name: target.name },
    triggers: [
      used("cpu", cpu, sources.container),
      ...(memory ? [used("memory", memory, sources.container)] : []),
      ...metrics.flatMap((metric) => counted(metric, sources)),
    ],
  };
}

/** How long the last pod stays, also after the first look: KEDA itself takes it away. With other sizes KEDA warns of these fields. */
function quiet({ window }: PaceSettings): Pick<ScaledObject["spec"], "cooldownPeriod" | "initialCooldownPeriod"> {
  return { cooldownPeriod: window.toSeconds(), initialCooldownPeriod: window.toSeconds() };
}

function used(type: "cpu" | "memory", aim: Percent, container: string | undefined): ScaledObjectSpecTriggers {
  const metadata = { value: String(perCent(aim)), ...(container !== undefined && { containerName: container }) };
  return { metadata, metricType: "Utilization", type };
}

/** Only an answer counts: nothing at all is a failure, not a zero. */
function counted(metric: ScalingMetric, { measured, prometheus }: KedaSources): ScaledObjectSpecTriggers[] {
  const query = metric.query ?? (measured && requestRate(measured).text);
  if (query === undefined) return [];
  const metadata = {
    activationThreshold: "0",
    ignoreNullValues: "false",
    query,
    serverAddress: prometheus,
    threshold: canonical(metric.perPod),
  };
  return [{ metadata, metricType: "AverageValue", type: "prometheus" }];
}
