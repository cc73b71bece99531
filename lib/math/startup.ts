import type { Duration } from "../units";

const SHORTEST = 1;
const LONGEST = 10;

/**
 * A startup probe that waits twice the longest boot (zegl/kube-score README_PROBES.md). It asks about ten times in one boot,
 * every 1 to 10 s. The first question comes at once, so the last of n comes after n − 1 periods
 * (kubernetes/kubernetes pkg/kubelet/prober/worker.go).
 */
export function startupBudget(boot: Duration): { readonly periodSeconds: number; readonly failureThreshold: number } {
  const seconds = boot.toMillis() / 1000;
  const periodSeconds = Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(seconds / 10)));
  return { periodSeconds, failureThreshold: Math.ceil((2 * seconds) / periodSeconds) + 1 };
}
