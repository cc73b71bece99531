export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Prints a figure; one above its limit ends the benchmark with 1. */
export function report(value: number, limit: number, what: string): void {
  const isOver = value > limit;
  console.log(`${isOver ? "OVER" : "ok  "} ${value.toFixed(2)} (limit ${limit})  ${what}`);
  if (isOver) process.exitCode = 1;
}
