import { resolve } from "node:path";
import type { Problem } from "../lib/errors";
import { ValidationError } from "../lib/errors";
import type { WriteReport } from "../lib/files";
import { writeFolders } from "../lib/files";
import type { Rendered } from "../lib/rendered";
import type { Signer } from "../lib/trust/signer";
import { policyFiles } from "../targets/trust";
import { MARKER, yamlFiles } from "../targets/yaml";
import type { DockerOptions } from "./docker-files";
import { dockerFiles } from "./docker-files";
import { unresolved } from "./unresolved";

/** A program that can be rendered. */
export interface Renderable {
  render(): Rendered;
}

export interface SynthesizeOptions extends DockerOptions {
  /** Folder for the output, relative to the working folder. */
  readonly outdir: string;
  /**
   * Who signs the images of these programs. `images` signs with cosign what it has pushed, and each environment gets the policy by which Kyverno (1.19 or
   * newer) refuses images of these repositories that are not signed so. @default - nobody
   */
  readonly signer?: Signer;
  /** A second folder that gets the same files, for the cdk8s command; it must not be the first one, which that command would delete. @default - no second folder */
  readonly mirror?: string | undefined;
  /** The environments that this run answers for: files of others stay as they are. @default - all, so the files of an environment that is gone go too */
  readonly environments?: readonly string[];
}

/** Renders programs and writes their files: all of them, or none and one error with every problem of every program. */
export function synthesize(apps: readonly Renderable[], options: SynthesizeOptions): WriteReport {
  const rendered = apps.map((app) => app.render());
  const refused = rendered.flatMap((program) => [...program.problems, ...unresolved(program)]);
  const docker = refused.length === 0 ? dockerFolder(rendered, options) : undefined;
  const problems = [...mirrorProblem(options), ...refused, ...(docker?.problems ?? [])];
  if (problems.length > 0) throw new ValidationError(problems);
  const { outdir, mirror, environments, signer } = options;
  const files = [...rendered.flatMap(yamlFiles), ...(signer ? policyFiles(rendered, signer) : [])];
  const owned = { marker: MARKER, ...(environments && { folders: environments }) };
  const reports = writeFolders([
    { root: outdir, files, options: owned },
    ...(docker ? [docker] : []),
    ...(mirror ? [{ root: mirror, files, options: owned }] : []),
  ]);
  return joined(reports.slice(0, docker ? 2 : 1), docker?.root ?? "");
}

/** Environments share these files, so a run that answers for one of them only leaves them alone. */
function dockerFolder(rendered: readonly Rendered[], options: SynthesizeOptions) {
  if (options.docker === undefined || options.environments) return undefined;
  return { root: options.docker, options: { marker: MARKER }, ...dockerFiles(rendered, options) };
}

/** What was done in the output folder, and in the one of the Docker files under its name. */
function joined([main, docker]: readonly WriteReport[], folder: string): WriteReport {
  const all = (files: (report: WriteReport) => readonly string[]) => [
    ...files(main!),
    ...(docker ? files(docker).map((file) => `${folder}/${file}`) : []),
  ];
  return {
    written: all((report) => report.written),
    changed: all((report) => report.changed),
    deleted: all((report) => report.deleted),
    unchanged: all((report) => report.unchanged),
    leftAlone: all((report) => report.leftAlone),
  };
}

function mirrorProblem({ outdir, mirror }: SynthesizeOptions): Problem[] {
  if (!mirror || resolve(mirror) !== resolve(outdir)) return [];
  const allowed = "a scratch folder: the cdk8s command deletes it before it starts the program";
  return [{ code: "output-folder", path: "cdk8s.yaml", field: "output", got: outdir, allowed, fix: "output: .cdk8s" }];
}
