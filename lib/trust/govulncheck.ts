import type { Command } from "./command";
import { parseReport, refuseReport } from "./report";
import type { Reach, Vulnerability } from "./vulnerability";

interface Message {
  readonly config?: { readonly protocol_version?: string };
  readonly osv?: { readonly id: string; readonly aliases?: readonly string[] };
  readonly finding?: Finding;
}

interface Finding {
  readonly osv: string;
  readonly fixed_version?: string;
  /** From what is wrong to the program's own code. */
  readonly trace: readonly Frame[];
}

interface Frame {
  readonly module: string;
  readonly version?: string;
  readonly package?: string;
  readonly function?: string;
  readonly position?: { readonly filename?: string; readonly line?: number };
}

const NEARNESS: readonly Reach[] = ["required", "imported", "called"];
const BETWEEN_MESSAGES = /\}\s*\n\s*\{/g;

export interface GovulncheckOptions {
  /** Folder of the module. */
  readonly folder: string;
  /** Address of a vulnerability database, e.g. of a mirror: `https://…` or `file:///…`. @default - the one of the Go project */
  readonly database?: string;
}

/** The command that prints what govulncheck knows of a module; it ends with 0 whatever that is. @see https://go.dev/security/vuln/ */
export function govulncheckCommand({ folder, database }: GovulncheckOptions): Command {
  const from = database === undefined ? [] : ["-db", database];
  return { program: "govulncheck", args: ["-C", folder, ...from, "-format", "json", "./..."] };
}

/**
 * What govulncheck printed: each vulnerability of a module once, at the nearest that the program comes to it.
 * @throws ValidationError for anything else, and for a report that was cut off.
 */
export function readGovulncheck(text: string): readonly Vulnerability[] {
  const messages = parseReport(
    `[${text.replace(BETWEEN_MESSAGES, "},{")}]`,
    "govulncheck",
    readGovulncheck,
  ) as Message[];
  if (!messages[0]?.config?.protocol_version) refuseReport("a text without config", "govulncheck", readGovulncheck);
  const aliases = new Map(messages.map(({ osv }) => [osv?.id, osv?.aliases ?? []]));
  const nearest = new Map<string, Vulnerability>();
  for (const { finding } of messages) {
    if (!finding) continue;
    const key = `${finding.osv} ${finding.trace[0]?.module ?? ""}`;
    const found = toVulnerability(finding, aliases.get(finding.osv) ?? []);
    const known = nearest.get(key);
    if (!known || nearness(found) > nearness(known)) nearest.set(key, found);
  }
  return [...nearest.values()];
}

function toVulnerability({ osv, fixed_version: fixed, trace }: Finding, aliases: readonly string[]): Vulnerability {
  const [wrong] = trace;
  const caller = placeOf(trace.at(-1));
  return {
    id: osv,
    aliases,
    package: wrong?.package ?? wrong?.module ?? "",
    version: wrong?.version ?? "",
    ...(fixed && { fixed }),
    weight: wrong?.function ? "called" : wrong?.package ? "imported" : "required",
    ...(wrong?.function && caller && { caller }),
  };
}

function placeOf(frame: Frame | undefined): string | undefined {
  const { filename, line } = frame?.position ?? {};
  return filename && `${filename}:${line ?? 1}`;
}

function nearness({ weight }: Vulnerability): number {
  return NEARNESS.findIndex((reach) => reach === weight);
}
