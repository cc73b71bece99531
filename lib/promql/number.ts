/**
 * A number as Prometheus prints it, free of what binary fractions leave behind: `0.3`, `14.4`, `0.0144`, `1e-07`.
 * Twelve digits tell all thresholds apart that people write.
 */
export function canonical(value: number): string {
  return String(Number(value.toPrecision(12)));
}
