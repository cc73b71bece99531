import type { Problem } from "../errors";
import type { Ignored, ScanGate } from "./scan-gate";
import type { Vulnerability } from "./vulnerability";

/** What a gate makes of what scanners found. */
export interface Verdict {
  /** What stops the release; with none of these it may go on. */
  readonly stopped: readonly Problem[];
  /** What would stop it, but somebody looked at it, and the day is not over. */
  readonly ignored: readonly Vulnerability[];
  /** What is too small, or too far away from the program, to stop it. */
  readonly told: readonly Vulnerability[];
}

/**
 * Judges what scanners found. Of what govulncheck reports, only what the program calls stops a release. Something that is ignored stops
 * it as well once its last day is over, found or not.
 * @param today `YYYY-MM-DD`; in UTC, so that all pipelines agree
 */
export function judge(found: readonly Vulnerability[], gate: ScanGate, today: string): Verdict {
  const heavy = new Set<string>([...gate.severities, "called"]);
  const stopping = found.filter(({ weight }) => heavy.has(weight));
  const expired = gate.ignore.filter(({ until }) => until < today);
  const current = new Set(gate.ignore.filter((one) => !expired.includes(one)).map(({ id }) => id));
  const isIgnored = ({ id, aliases }: Vulnerability): boolean => [id, ...aliases].some((name) => current.has(name));
  return {
    stopped: [
      ...stopping.filter((one) => !isIgnored(one)).map((one) => problemOf(one, gate)),
      ...expired.map((one) => expiredProblem(one, today)),
    ],
    ignored: stopping.filter(isIgnored),
    told: found.filter(({ weight }) => !heavy.has(weight)),
  };
}

function problemOf({ id, aliases, weight, caller, fixed, ...at }: Vulnerability, { severities }: ScanGate): Problem {
  const names = [id, ...aliases].join(", ");
  return {
    path: at.package,
    field: at.version,
    code: "vulnerability",
    got: `${names} (${[weight, caller].filter(Boolean).join(" at ")})`,
    allowed: weight === "called" ? "none that the program calls" : `none of ${severities.join(", ")}`,
    fix: fixed
      ? `raise it to ${fixed}`
      : "no version is without it yet: do without the package, or ignore it until a day, with a reason",
  };
}

function expiredProblem({ id, until, reason }: Ignored, today: string): Problem {
  return {
    path: "ignore",
    field: id,
    code: "ignore-expired",
    got: `ignored until ${until}: ${reason}`,
    allowed: `a day that is not over: today is ${today}`,
    fix: "raise the package and remove the entry, or look again and set another day",
  };
}
