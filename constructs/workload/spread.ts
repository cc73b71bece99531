import type { FieldTable } from "../../lib/fields";
import { choice } from "../../lib/fields";
import type { Affinity, TopologySpreadConstraint } from "../imports/kubernetes";

/** How pods are spread, so that the loss of a zone or a node is not the loss of the service. */
export interface SpreadOptions {
  /** `"require"`: a pod that would make zones uneven waits. @default "prefer" */
  readonly zones?: "prefer" | "require";
  /** `"require"`: no two pods on a node more than elsewhere. @default "prefer" */
  readonly nodes?: "prefer" | "require";
}

export interface SpreadSettings {
  readonly zones: "prefer" | "require";
  readonly nodes: "prefer" | "require";
}

export const SPREAD: FieldTable<SpreadSettings> = {
  zones: { type: choice("prefer", "require"), default: "prefer", doc: "spread over zones" },
  nodes: { type: choice("prefer", "require"), default: "prefer", doc: "spread over nodes" },
};

const ZONE = "topology.kubernetes.io/zone";
const NODE = "kubernetes.io/hostname";

/** https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/; by revision, so that old pods don't skew a rollout. */
export function spreadConstraints(
  { zones, nodes }: SpreadSettings,
  selector: Record<string, string>,
  revision: string,
): TopologySpreadConstraint[] {
  const constraint = (topologyKey: string, how: "prefer" | "require"): TopologySpreadConstraint => ({
    labelSelector: { matchLabels: selector },
    matchLabelKeys: [revision],
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: how === "require" ? "DoNotSchedule" : "ScheduleAnyway",
  });
  return [constraint(ZONE, zones), constraint(NODE, nodes)];
}

/** Two pods of one program rather not on one node. */
export function apart(selector: Record<string, string>): Affinity {
  const podAffinityTerm = { labelSelector: { matchLabels: selector }, topologyKey: NODE };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm, weight: 100 }] } };
}
