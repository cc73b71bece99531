import type { RenderedObject } from "../rendered";
import { groupKind } from "./kinds";
import type { Entry } from "./entry";
import type { Fields } from "./read";
import { fields, list, text } from "./read";

/** A resource of which a scaler measures the use against the request. */
export interface Utilization {
  readonly resource: string;
  /** Only this container counts; nothing when all of them do. */
  readonly container: string | undefined;
  readonly field: string;
}

/** A HorizontalPodAutoscaler, or a ScaledObject of KEDA. */
export interface Scaler {
  readonly object: RenderedObject;
  readonly namespace: string;
  /** Group and kind of the target. */
  readonly targetKind: string;
  readonly targetName: string;
  readonly min: unknown;
  readonly max: unknown;
  readonly minField: string;
  readonly maxField: string;
  /** The least number of pods that may be asked for: KEDA may scale to none. */
  readonly lowest: 0 | 1;
  readonly utilizations: readonly Utilization[];
}

const AUTOSCALER = "autoscaling/HorizontalPodAutoscaler";

/** The kinds that set the number of a workload's pods. */
export const SCALER_KINDS: readonly string[] = [AUTOSCALER, "keda.sh/ScaledObject"];

/** Reads an object of one of those kinds; unset bounds are those of Kubernetes and KEDA. */
export function readScaler({ object, kind, namespace }: Entry): Scaler {
  const spec = fields(object.manifest["spec"]);
  if (kind === AUTOSCALER) {
    const bounds = { min: spec["minReplicas"] ?? 1, max: spec["maxReplicas"], lowest: 1 } as const;
    const places = { minField: "spec.minReplicas", maxField: "spec.maxReplicas" };
    return { object, namespace, ...target(spec), ...bounds, ...places, utilizations: ofMetrics(spec) };
  }
  const bounds = { min: spec["minReplicaCount"] ?? 0, max: spec["maxReplicaCount"] ?? 100, lowest: 0 } as const;
  const places = { minField: "spec.minReplicaCount", maxField: "spec.maxReplicaCount" };
  return { object, namespace, ...target(spec), ...bounds, ...places, utilizations: ofTriggers(spec) };
}

function target(spec: Fields): Pick<Scaler, "targetKind" | "targetName"> {
  const reference = fields(spec["scaleTargetRef"]);
  const kind = text(reference["kind"]) ?? "Deployment";
  return {
    targetKind: groupKind(text(reference["apiVersion"]) ?? "apps/v1", kind),
    targetName: text(reference["name"]) ?? "",
  };
}

/** Without a metric, Kubernetes measures 80 % of the CPU request (kubernetes pkg/apis/autoscaling/v2/defaults.go). */
function ofMetrics(spec: Fields): Utilization[] {
  const metrics = list(spec["metrics"]);
  if (metrics.length === 0) return [{ resource: "cpu", container: undefined, field: "spec.metrics" }];
  return metrics.flatMap((value, index) => {
    const metric = fields(value);
    const source = fields(metric["type"] === "ContainerResource" ? metric["containerResource"] : metric["resource"]);
    const resource = text(source["name"]);
    if (resource === undefined || fields(source["target"])["type"] !== "Utilization") return [];
    return [{ resource, container: text(source["container"]), field: `spec.metrics[${index}]` }];
  });
}

function ofTriggers(spec: Fields): Utilization[] {
  return list(spec["triggers"]).flatMap((value, index) => {
    const { type, metricType, metadata } = fields(value);
    if ((type !== "cpu" && type !== "memory") || (metricType !== undefined && metricType !== "Utilization")) return [];
    return [{ resource: type, container: text(fields(metadata)["containerName"]), field: `spec.triggers[${index}]` }];
  });
}
