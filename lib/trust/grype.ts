import type { ImageRef } from "../image-ref";
import { byDigest } from "./by-digest";
import type { Command } from "./command";
import { parseReport, refuseReport } from "./report";
import { severityOf } from "./severity";
import type { Vulnerability } from "./vulnerability";

interface Report {
  readonly matches?: readonly Match[];
}

interface Match {
  readonly vulnerability: {
    readonly id: string;
    readonly severity?: string;
    readonly fix?: { readonly versions?: readonly string[] };
  };
  readonly relatedVulnerabilities?: readonly { readonly id: string }[];
  readonly artifact: { readonly name: string; readonly version: string };
}

/**
 * The command that writes down everything that Grype finds in an image; `judge` says what that means.
 * @param report file to write
 * @throws ValidationError when the image has a tag only.
 */
export function grypeCommand(image: ImageRef, report: string): Command {
  return {
    program: "grype",
    args: [`registry:${byDigest(image, grypeCommand)}`, "--output", "json", "--file", report],
  };
}

/** What a report of Grype says; its "Negligible" counts as LOW. @throws ValidationError for anything else, and for a severity that is not known. */
export function readGrype(text: string): readonly Vulnerability[] {
  const report = parseReport(text, "grype", readGrype) as Report | null;
  if (!Array.isArray(report?.matches)) return refuseReport("a document without matches", "grype", readGrype);
  return (report.matches as readonly Match[]).map(toVulnerability);
}

function toVulnerability({ vulnerability, relatedVulnerabilities = [], artifact }: Match): Vulnerability {
  const fixed = vulnerability.fix?.versions?.join(", ");
  return {
    id: vulnerability.id,
    aliases: relatedVulnerabilities.map(({ id }) => id).filter((id) => id !== vulnerability.id),
    package: artifact.name,
    version: artifact.version,
    ...(fixed && { fixed }),
    weight: severityOf(vulnerability.severity ?? "UNKNOWN", readGrype),
  };
}
