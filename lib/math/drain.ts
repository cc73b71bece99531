import { Duration } from "../units";

/** The time that is left for the last log line and the exit. */
const MARGIN = Duration.seconds(5);

/**
 * The time from the start of a pod's shutdown to the kill: `settle`, in which the cluster learns that the pod is leaving,
 * `drain`, in which requests under way are answered, and a margin of 5 s, all of it up to the whole second.
 * The clock starts with the preStop hook (kubernetes/website content/en/docs/concepts/workloads/pods/pod-lifecycle.md).
 */
export function drainBudget({ settle, drain }: { readonly settle: Duration; readonly drain: Duration }): {
  readonly grace: Duration;
  readonly margin: Duration;
} {
  const work = settle.plus(drain).toMillis();
  const grace = Duration.seconds(Math.ceil((work + MARGIN.toMillis()) / 1000));
  return { grace, margin: Duration.millis(grace.toMillis() - work) };
}
