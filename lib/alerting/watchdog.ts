import { OptOut } from "../opt-out";
import { vector } from "../promql";
import type { RuleGroup } from "../slo";
import { Duration } from "../units";
import type { DurationLike } from "../units";
import type { Pace } from "./pace";

/**
 * An alert that always fires and is always sent: when its messages stay away, alerting is broken. When it is Prometheus that is gone, Alertmanager goes
 * on for four minutes: as long as the last alert said that it holds.
 */
export interface WatchdogOptions {
  /** The name of a receiver that nothing else goes to: something outside of the cluster that tells when the messages stay away. */
  readonly receiver: string;
  /** Time between two messages. @default "5m" */
  readonly every?: DurationLike;
}

/** Nobody is told when alerting is broken. */
export class Watchdog extends OptOut {
  static off(reason: string): Watchdog {
    return new Watchdog(reason, Watchdog.off);
  }
}

/** The alert's name. */
export const WATCHDOG = "Watchdog";

/** The rule of the alert that always fires. It has the namespace, because the operator routes nothing else to its AlertmanagerConfigs. */
export function watchdog({ namespace, name }: { readonly namespace: string; readonly name: string }): RuleGroup {
  return {
    name: `${namespace}/${name}`,
    interval: Duration.seconds(30),
    rules: [
      {
        alert: WATCHDOG,
        expr: vector(1),
        labels: { namespace, severity: "none" },
        annotations: { summary: "Prometheus evaluates its rules, and Alertmanager delivers" },
      },
    ],
  };
}

/** Two looks for each message: one that failed is tried again before the next is due. */
export function heartbeat(every: Duration): Pace {
  return { wait: Duration.seconds(0), interval: Duration.millis(Math.floor(every.toMillis() / 2)), repeat: every };
}
