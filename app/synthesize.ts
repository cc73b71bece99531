import { resolve } from "node:path";
import type { Problem } from "../lib/errors";
import { ValidationError } from "../lib/errors";
import type { WriteReport } from "../lib/files";
import { writeFiles } from "../lib/files";
import type { Rendered } from "../lib/rendered";
import { MARKER, yamlFiles } from "../targets/yaml";

/** A program that can be rendered. */
export interface Renderable {
  render(): Rendered;
}

export interface SynthesizeOptions {
  /** Folder for the output, relative to the working folder. */
  readonly outdir: string;
  /** A second folder that gets the same files, for the cdk8s command; it must not be the first one, which that command would delete. @default - no second folder */
  readonly mirror?: string | undefined;
  /** The environments that this run answers for: files of others stay as they are. @default - all, so the files of an environment that is gone go too */
  readonly environments?: readonly string[];
}

/** Renders programs and writes their files: all of them, or none and one error with every problem of every program. */
export function synthesize(apps: readonly Renderable[], options: SynthesizeOptions): WriteReport {
  const rendered = apps.map((app) => app.render());
  const problems = [...mirrorProblem(options), ...rendered.flatMap((program) => program.problems)];
  if (problems.length > 0) throw new ValidationError(problems);
  const files = rendered.flatMap(yamlFiles);
  const ownership = { marker: MARKER, ...(options.environments && { folders: options.environments }) };
  const report = writeFiles(options.outdir, files, ownership);
  if (options.mirror) writeFiles(options.mirror, files, ownership);
  return report;
}

function mirrorProblem({ outdir, mirror }: SynthesizeOptions): Problem[] {
  if (!mirror || resolve(mirror) !== resolve(outdir)) return [];
  const allowed = "a scratch folder: the cdk8s command deletes it before it starts the program";
  return [{ code: "output-folder", path: "cdk8s.yaml", field: "output", got: outdir, allowed, fix: "output: .cdk8s" }];
}
