import type { Finding } from "../fields";
import { canonical } from "../promql";
import type { Duration } from "../units";
import type { Dialect } from "./dialect";

/** Upper bounds of the histogram's buckets in seconds, ascending: the program's own and every threshold. */
export function boundsOf(dialect: Dialect, thresholds: readonly Duration[]): readonly number[] {
  const wanted = thresholds.map((threshold) => threshold.toMillis() / 1000);
  return [...new Set([...dialect.bounds, ...wanted])].sort((a, b) => a - b);
}

/** The value of `GANTRY_BUCKETS`. */
export function boundsText(bounds: readonly number[]): string {
  return bounds.map(canonical).join(",");
}

/** What is wrong with a threshold that no bucket of the program can hold. */
export function boundFinding(field: string, dialect: Dialect, threshold: Duration): Finding | undefined {
  const seconds = threshold.toMillis() / 1000;
  if (dialect.takesBounds || dialect.bounds.includes(seconds)) return undefined;
  const near = [...dialect.bounds].sort((a, b) => Math.abs(a - seconds) - Math.abs(b - seconds))[0]!;
  return {
    code: "slo-bucket",
    field,
    got: `${threshold}, which no bucket of ${dialect.duration} ends at`,
    allowed: `one of ${dialect.bounds.map((bound) => `${canonical(bound * 1000)}ms`).join(", ")}`,
    fix: `write "${canonical(near * 1000)}ms", or measure in the program: it takes its buckets from the declaration`,
  };
}
