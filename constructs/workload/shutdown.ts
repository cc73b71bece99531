import { drainBudget } from "../../lib/math/drain";
import type { FieldTable } from "../../lib/fields";
import { choice, unit } from "../../lib/fields";
import type { DurationLike } from "../../lib/units";
import { Duration } from "../../lib/units";
import type { EnvVar, Lifecycle } from "../imports/kubernetes";

/** How a pod goes away without losing a request. */
export interface ShutdownOptions {
  /** Time for the rest of the cluster to learn that the pod is leaving, while it still serves. @default "5s" */
  readonly settle?: DurationLike;
  /** Time for requests that are under way. @default "20s" */
  readonly drain?: DurationLike;
  /**
   * Who waits for `settle`. `"program"`: it uses Gantry's Go module `serve`, which turns readiness off and closes reused connections itself.
   * `"kubelet"`: any other program; the kubelet sleeps before it sends SIGTERM. @default "kubelet"
   */
  readonly by?: "program" | "kubelet";
}

export interface ShutdownSettings {
  readonly settle: Duration;
  readonly drain: Duration;
  readonly by: "program" | "kubelet";
}

export const SHUTDOWN: FieldTable<ShutdownSettings> = {
  settle: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.minutes(5) }),
    default: "5s",
    doc: "time to become known as leaving",
  },
  drain: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.hours(1) }),
    default: "20s",
    doc: "time for requests under way",
  },
  by: { type: choice("kubelet", "program"), default: "kubelet", doc: "who waits for settle" },
};

/** Seconds from the start of the shutdown to the kill. */
export function graceSeconds(shutdown: ShutdownSettings): number {
  return drainBudget(shutdown).grace.toSeconds();
}

/** The drain's numbers for the program, so that manifest and program agree. */
export function shutdownVariables(shutdown: ShutdownSettings): EnvVar[] {
  return [
    { name: "GANTRY_DRAIN", value: shutdown.drain.toGo() },
    { name: "GANTRY_GRACE", value: drainBudget(shutdown).grace.toGo() },
    { name: "GANTRY_SETTLE", value: shutdown.by === "program" ? shutdown.settle.toGo() : "0s" },
  ];
}

/** A native sleep: an image without a shell has no program to sleep with. */
export function shutdownHook(shutdown: ShutdownSettings): Lifecycle | undefined {
  return shutdown.by === "program" ? undefined : { preStop: { sleep: { seconds: shutdown.settle.toSeconds() } } };
}
