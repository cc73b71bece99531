import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Code } from "./codes";
import { codesIn } from "./codes";

const BEGIN = "<!-- Written by `npm run docs` from the source; edits below are overwritten. -->";

/** Where a problem comes from, by the folder of its source. */
const SECTIONS: readonly (readonly [heading: string, isPart: (file: string) => boolean])[] = [
  ["In a declaration", (file) => !/^(?:app\/(?!read-module)|lib\/(?:checks|files|policy)\/|targets\/)/.test(file)],
  [
    "In an object, whoever made it",
    (file) => /^(?:lib\/(?:checks|policy)\/|app\/(?:manifest|resolver|version-gate|unresolved)\.ts)/.test(file),
  ],
  ["In the run", (file) => /^app\/(?!(?:manifest|resolver|version-gate|unresolved|read-module)\.ts)/.test(file)],
  ["In what is written besides manifests", (file) => /^targets\/(?!pulumi\/)/.test(file)],
  ["Under pulumi up", (file) => file.startsWith("targets/pulumi/")],
  ["In the output folder", (file) => file.startsWith("lib/files/")],
];

/** Every code of the source, sorted. */
export function allCodes(): Code[] {
  const files = ["app", "constructs", "lib", "targets"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const sources = files.filter((file) => file.endsWith(".ts") && !file.startsWith("constructs/imports/"));
  return sources.sort().flatMap((file) => codesIn(file, readFileSync(file, "utf8")));
}

/** The page about errors: what a person wrote, then the codes. */
export function errorsPage(page: string): string {
  const codes = allCodes();
  const sections = SECTIONS.map(([heading, isPart]) =>
    section(
      heading,
      codes.filter(({ file }) => isPart(file)),
    ),
  );
  return [page.slice(0, page.indexOf(BEGIN)) + BEGIN, ...sections].join("\n\n") + "\n";
}

function section(heading: string, codes: readonly Code[]): string {
  const byCode = new Map<string, string>();
  for (const { code, allowed } of codes) byCode.set(code, byCode.get(code) || allowed);
  const rows = [...byCode]
    .sort()
    .map(([code, allowed]) => `| \`${code}\` | ${/\w{3}/.test(allowed) ? allowed.replaceAll("|", "\\|") : ""} |`);
  return [`### ${heading}\n`, "| Code | What is needed |", "|---|---|", ...rows].join("\n");
}
