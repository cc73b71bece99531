import type { Complaint } from "../errors";
import { Duration, Percent } from "../units";

/** How many pods there are while a new version replaces the old one. */
export interface RolloutBounds {
  readonly surge: number;
  readonly unavailable: number;
  /** The most pods at one time, old and new. */
  readonly most: number;
  /** The fewest pods that serve. */
  readonly least: number;
}

/**
 * A rolling update in pods: the surge rounded up, what may be missing rounded down, and one may be missing if both come to
 * nothing (kubernetes/kubernetes pkg/controller/deployment/util `ResolveFenceposts`). Two plain zeros are refused, because
 * no pod could ever be replaced.
 */
export function rolloutBounds(
  replicas: number,
  maxSurge: number | Percent,
  maxUnavailable: number | Percent,
): RolloutBounds | Complaint {
  if (maxSurge === 0 && maxUnavailable === 0) return stuck();
  const surge = maxSurge instanceof Percent ? maxSurge.ceilOf(replicas) : maxSurge;
  const given = maxUnavailable instanceof Percent ? maxUnavailable.floorOf(replicas) : maxUnavailable;
  const unavailable = surge === 0 && given === 0 ? 1 : given;
  return { surge, unavailable, most: replicas + surge, least: Math.max(0, replicas - unavailable) };
}

/** Checks that a rollout may take longer than a pod must be ready: apps/v1 `ValidateDeploymentSpec`, which counts seconds. */
export function checkProgressDeadline(deadline: Duration, minReady: Duration): Complaint | undefined {
  if (minReady.isLessThan(deadline)) return undefined;
  return {
    code: "progress-deadline",
    got: `${deadline}`,
    allowed: `more than minReady, ${minReady}: no pod could count as ready in time`,
    fix: `raise it to ${minReady.plus(Duration.minutes(10))}, for example, or lower minReady`,
  };
}

/**
 * How many pods a node drain may take at once (`maxUnavailable` of a PodDisruptionBudget): one up to 9 replicas, then 10 %,
 * which follows the autoscaler. Never 0, so that it can't block a drain.
 */
export function maxUnavailableFor(minReplicas: number): 1 | "10%" {
  return minReplicas < 10 ? 1 : "10%";
}

function stuck(): Complaint {
  return {
    code: "rollout-stuck",
    got: "maxSurge 0 and maxUnavailable 0",
    allowed: "at least one of them above 0: otherwise no pod can be replaced",
    fix: "set maxSurge to 1",
  };
}
