import type { FieldTable } from "../../lib/fields";
import { group, integer, text, unit } from "../../lib/fields";
import { dnsLabel } from "../../lib/names";
import { OptOut } from "../../lib/opt-out";
import type { DurationLike } from "../../lib/units";
import { Duration } from "../../lib/units";

/** No metrics port, and why: nobody will see how the program is doing. */
export class Metrics extends OptOut {
  static off(reason: string): Metrics {
    return new Metrics(reason, Metrics.off);
  }
}

/** Profiles of the running program, on a port of their own that no Service names. */
export interface ProfilingOptions {
  /** Where the program serves /debug/pprof/; `GANTRY_PPROF` tells it. @default 6060 */
  readonly port?: number;
  /** The namespace whose pods may fetch them. @default - the environment's monitoringNamespace */
  readonly from?: string;
}

/** How a program is watched. */
export interface MonitoringOptions {
  /** Time between two scrapes. @default "15s" */
  readonly interval?: DurationLike;
  /** `{}` opens pprof to the profiler of the cluster. @default - on the pod's loopback only, by port-forward */
  readonly profiling?: ProfilingOptions;
}

export interface MonitoringSettings {
  readonly interval: Duration;
  readonly profiling: { readonly port: number; readonly from: string | undefined } | undefined;
}

/** Where a program serves its metrics, and how it is watched. */
export interface WatchSettings {
  readonly metrics: number | Metrics;
  readonly monitoring: MonitoringSettings;
}

/** Types, bounds, defaults and one sentence for each field of how a program is watched. */
export const MONITORING: FieldTable<MonitoringSettings> = {
  interval: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.minutes(5) }),
    default: "15s",
    doc: "time between two scrapes",
  },
  profiling: {
    type: group({
      port: { type: integer(1, 65535), default: 6060, doc: "where the program serves /debug/pprof/" },
      from: {
        type: text("a DNS label", dnsLabel, ["monitoring"]),
        otherwise: "the environment's monitoringNamespace",
        doc: "the namespace whose pods may fetch profiles",
      },
    }),
    otherwise: "on the pod's loopback only",
    doc: "opens pprof to the profiler of the cluster",
  },
};
