import type { Complaint } from "../errors";
import { refuseAll } from "../errors";
import type { FieldTable } from "../fields";
import { choice, group, list, readFields, text } from "../fields";
import { checkReason } from "../opt-out";
import { show } from "../show";
import { SEVERITIES } from "./severity";
import type { Severity } from "./severity";

/** A vulnerability that somebody has looked at and lives with for a while. */
export interface Ignored {
  /** As the scanner says it, or another name of the same: `CVE-…`, `GHSA-…`, `GO-…`. */
  readonly id: string;
  /** The last day on which it is ignored: `YYYY-MM-DD`. */
  readonly until: string;
  /** Why it does no harm here. */
  readonly reason: string;
}

export interface ScanGateProps {
  /** What stops a release. @default ["HIGH", "CRITICAL"] */
  readonly severities?: readonly Severity[];
  /** @default - none */
  readonly ignore?: readonly Ignored[];
}

/** What stops a release, with every default filled in. */
export type ScanGate = Required<ScanGateProps>;

const SCAN_GATE: FieldTable<ScanGate> = {
  severities: {
    type: list(choice(...SEVERITIES), SEVERITIES.length, 1),
    default: ["HIGH", "CRITICAL"],
    doc: "what stops a release",
  },
  ignore: {
    type: list(
      group<Ignored>({
        id: {
          type: text("an identifier", identifier, ["CVE-2021-38561"]),
          required: true,
          doc: "the vulnerability: CVE-…, GHSA-… or GO-…",
        },
        until: {
          type: text("a day, YYYY-MM-DD", day, ["2027-01-31"]),
          required: true,
          doc: "the last day on which it is ignored, YYYY-MM-DD: nothing is ignored for ever",
        },
        reason: {
          type: text("a reason", checkReason, ["not reachable"]),
          required: true,
          doc: "why it does no harm here",
        },
      }),
    ),
    default: [],
    doc: "vulnerabilities that somebody has looked at",
  },
};

/**
 * What stops a release: one rule for every scanner and every pipeline.
 * @throws ValidationError for an unknown severity, and for something ignored without a reason or a last day.
 */
export function scanGate(props: ScanGateProps = {}): ScanGate {
  const { values, findings } = readFields<ScanGate>(props, SCAN_GATE);
  if (findings.length > 0)
    refuseAll(
      findings.map((finding) => ({ ...finding, path: "" })),
      scanGate,
    );
  return values as ScanGate;
}

function identifier(id: string): Complaint | undefined {
  if (/^[A-Za-z]{2,12}-[\w.:-]+$/.test(id)) return undefined;
  const allowed = "one vulnerability: CVE-…, GHSA-…, GO-…";
  return { code: "vulnerability-id", got: show(id), allowed, fix: "copy it from the report of the scanner" };
}

function day(given: string): Complaint | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given) ?? [];
  const parsed = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  if (year && parsed.toISOString().startsWith(given)) return undefined;
  return { code: "day", got: show(given), allowed: "a day of the calendar: YYYY-MM-DD", fix: 'e.g. "2027-01-31"' };
}
