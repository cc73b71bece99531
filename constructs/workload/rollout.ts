import type { FieldTable } from "../../lib/fields";
import { integer, unit } from "../../lib/fields";
import type { DurationLike } from "../../lib/units";
import { Duration } from "../../lib/units";

/** How a new version replaces the old one. */
export interface RolloutOptions {
  /** Pods beyond the wanted number. @default 1 */
  readonly maxSurge?: number;
  /** Pods that may be missing. @default 0 */
  readonly maxUnavailable?: number;
  /** Old versions that a rollback can go back to. @default 5 */
  readonly history?: number;
  /** Time without progress after which the rollout counts as failed. @default "10m" */
  readonly progressDeadline?: DurationLike;
  /** Time that a pod must be ready before it counts. @default "0s" */
  readonly minReady?: DurationLike;
}

export interface RolloutSettings {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  readonly history: number;
  readonly progressDeadline: Duration;
  readonly minReady: Duration;
}

export const ROLLOUT: FieldTable<RolloutSettings> = {
  maxSurge: { type: integer(0, 1000), default: 1, doc: "pods beyond the wanted number" },
  maxUnavailable: { type: integer(0, 1000), default: 0, doc: "pods that may be missing" },
  history: { type: integer(1, 100), default: 5, doc: "old versions kept for a rollback" },
  progressDeadline: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.hours(24) }),
    default: "10m",
    doc: "time without progress that fails the rollout",
  },
  minReady: {
    type: unit(Duration, { name: "duration", max: Duration.hours(24) }),
    default: "0s",
    doc: "time a pod must be ready before it counts",
  },
};
