import { resolve, sep } from "node:path";
import { ValidationError } from "../lib/errors";
import type { WriteReport } from "../lib/files";
import { synthesize } from "./synthesize";
import type { Renderable, SynthesizeOptions } from "./synthesize";

/**
 * What a stack file ends with: builds the programs, writes them, and tells on standard error what happened. When something is wrong, every problem
 * is printed, nothing is written, and the process ends with code 1.
 */
export function run(programs: () => readonly Renderable[], options: SynthesizeOptions): void {
  const start = performance.now();
  try {
    const report = synthesize(programs(), options);
    process.stderr.write(summary(report, performance.now() - start));
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    process.stderr.write(`${error.message.replaceAll(resolve() + sep, "")}\n`);
    process.exitCode = 1;
  }
}

/** What was written, changed and deleted by name, the rest as a count. */
export function summary(report: WriteReport, milliseconds: number): string {
  const { written, changed, deleted, unchanged, leftAlone } = report;
  const lines = [
    ...tell("written", written),
    ...tell("changed", changed),
    ...tell("deleted", deleted),
    ...tell("left alone", leftAlone),
  ];
  const total = written.length + changed.length + unchanged.length;
  const counts = [
    `${total} files`,
    `${written.length} written, ${changed.length} changed, ${unchanged.length} unchanged, ${deleted.length} deleted, ${leftAlone.length} left alone`,
    `${(milliseconds / 1000).toFixed(2)} s`,
  ];
  return `${[...lines, counts.join(" · ")].join("\n")}\n`;
}

const MOST_NAMED = 20;

function tell(what: string, files: readonly string[]): string[] {
  const named = files.slice(0, MOST_NAMED).map((file) => `${what.padEnd(10)} ${file}`);
  return files.length > MOST_NAMED ? [...named, `${what.padEnd(10)} … and ${files.length - MOST_NAMED} more`] : named;
}
