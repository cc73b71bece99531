import type { ImageRef } from "../image-ref";
import { byDigest } from "./by-digest";
import type { Command } from "./command";
import { parseReport, refuseReport } from "./report";
import { severityOf } from "./severity";
import type { Vulnerability } from "./vulnerability";

interface Report {
  readonly SchemaVersion?: unknown;
  readonly Results?: readonly { readonly Vulnerabilities?: readonly Row[] }[];
}

interface Row {
  readonly VulnerabilityID: string;
  readonly PkgName: string;
  readonly InstalledVersion: string;
  readonly FixedVersion?: string;
  readonly Severity: string;
}

const SCHEMA = 2;

/**
 * The command that writes down everything that Trivy finds in an image; `judge` says what that means.
 * @param report file to write
 * @throws ValidationError when the image has a tag only.
 */
export function trivyCommand(image: ImageRef, report: string): Command {
  const what = ["--scanners", "vuln", "--format", "json", "--output", report, "--exit-code", "0"];
  return { program: "trivy", args: ["image", ...what, byDigest(image, trivyCommand)] };
}

/** What a report of Trivy says. @throws ValidationError for anything else, and for a severity that is not known. */
export function readTrivy(text: string): readonly Vulnerability[] {
  const report = parseReport(text, "trivy", readTrivy) as Report | null;
  if (report?.SchemaVersion !== SCHEMA) refuseReport("a document without SchemaVersion 2", "trivy", readTrivy);
  return (report.Results ?? []).flatMap(({ Vulnerabilities = [] }) => Vulnerabilities.map(toVulnerability));
}

function toVulnerability(row: Row): Vulnerability {
  const { VulnerabilityID: id, PkgName, InstalledVersion: version, FixedVersion: fixed } = row;
  return {
    id,
    aliases: [],
    package: PkgName,
    version,
    ...(fixed && { fixed }),
    weight: severityOf(row.Severity, readTrivy),
  };
}
