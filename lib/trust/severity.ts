import { refuse } from "../errors";
import { show } from "../show";

/** How bad a vulnerability is, from harmless to urgent, as Trivy says it. */
export const SEVERITIES = ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A severity as a scanner writes it. @throws ValidationError for one that is not known: it might be worse than all others. */
export function severityOf(given: unknown, above: (...args: never[]) => unknown): Severity {
  const word = typeof given === "string" ? given.toUpperCase() : "";
  const known = word === "NEGLIGIBLE" ? "LOW" : SEVERITIES.find((severity) => severity === word);
  if (known) return known;
  const allowed = `one of ${SEVERITIES.join(", ")}`;
  const fix = "use a version of the scanner that Gantry knows";
  return refuse({ code: "scan-severity", got: show(given), allowed, fix }, above);
}
