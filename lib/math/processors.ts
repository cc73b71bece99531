import type { Cpu } from "../units";

/**
 * The value of GOMAXPROCS, or nothing when it is to be left alone: Go 1.25 and later read the CPU limit themselves and
 * follow it, and setting the variable would stop that (https://go.dev/doc/go1.25#runtime). For older versions it is what
 * Go 1.25 would work out: the limit rounded up, at least 2 (golang/go src/runtime/cgroup_linux.go).
 *
 * @param goVersion as in go.mod: `1.24`, `1.26.1`
 */
export function goMaxProcs(goVersion: string, cpuLimit: Cpu | undefined): number | undefined {
  const minor = Number(/^1\.(\d+)/.exec(goVersion)?.[1] ?? Infinity);
  if (minor >= 25 || !cpuLimit) return undefined;
  return Math.max(2, Math.ceil(cpuLimit.toMillis() / 1000));
}
