import { resolve, sep } from "node:path";
import { ValidationError } from "../lib/errors";
import type { WriteReport } from "../lib/files";
import { show } from "../lib/show";
import type { BuildOptions } from "./images/build-images";
import { buildImages } from "./images/build-images";
import { checkConsistency } from "./consistency/check";
import { environmentsIn, localOf } from "./consistency/options";
import { synthesize } from "./synthesize";
import type { Renderable, SynthesizeOptions } from "./synthesize";

export interface RunOptions extends SynthesizeOptions {
  /**
   * What the stack file was asked for: `process.argv.slice(2)`. Without a verb it synthesises; `images [--only a,b] [-- flags of buildx bake]` builds
   * the images, pushes them and writes their digests down; `consistency [--environment a,b]` holds what this machine would build and run against images
   * and environments, and ends with code 1 when anything differs.
   * @default []
   */
  readonly args?: readonly string[];
  /** File that holds the digests of images, relative to the working folder. @default "images.lock.json" */
  readonly lock?: string;
  /** How Buildx is called. @default ["docker", "buildx"] */
  readonly buildx?: readonly string[];
}

const LOCK = "images.lock.json";
const BUILDX = ["docker", "buildx"] as const;

type Programs = () => readonly Renderable[];

/**
 * What a stack file ends with: builds the programs and does what it was asked for, and tells on standard error what happened. When something is
 * wrong, every problem is printed, nothing is written, and the process ends with code 1.
 */
export function run(programs: Programs, options: RunOptions): void {
  try {
    verbOf(options)(programs, options);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    process.stderr.write(`${error.message.replaceAll(resolve() + sep, "")}\n`);
    process.exitCode = 1;
  }
}

type Verb = (programs: Programs, options: RunOptions) => void;

const VERBS: ReadonlyMap<string | undefined, Verb> = new Map<string | undefined, Verb>([
  [undefined, synth],
  ["synth", synth],
  ["images", images],
  ["consistency", consistency],
]);

function verbOf({ args = [] }: RunOptions): Verb {
  const verb = VERBS.get(args[0]);
  if (verb) return verb;
  const allowed = "synth, images or consistency";
  const problem = {
    code: "unknown-verb",
    path: "command line",
    field: "",
    got: show(args[0]),
    allowed,
    fix: "leave it out to synthesise",
  };
  throw new ValidationError([problem], "nothing was done");
}

function synth(programs: Programs, options: RunOptions): void {
  const start = performance.now();
  const report = synthesize(programs(), options);
  process.stderr.write(summary(report, performance.now() - start));
}

const NO_FOLDER = {
  code: "docker-folder",
  path: "command line",
  field: "images",
  got: "no folder for the Docker files",
  allowed: "the folder that Buildx reads them from",
  fix: 'run(programs, { docker: "docker", … })',
};

function images(programs: Programs, options: RunOptions): void {
  const built = buildImages(programs(), buildOptions(options));
  if (!built) {
    process.stderr.write("The build failed: its own words are above. images.lock.json is what it was.\n");
    process.exitCode = 1;
  }
  for (const [name, { ref, digest }] of built ?? []) process.stderr.write(`${name.padEnd(20)} ${ref}@${digest}\n`);
}

function buildOptions({ args = [], docker, lock = LOCK, buildx = BUILDX, ...others }: RunOptions): BuildOptions {
  if (docker === undefined) throw new ValidationError([NO_FOLDER], "nothing was built");
  const [, ...rest] = args;
  const end = rest.includes("--") ? rest.indexOf("--") : rest.length;
  const [flag, names, ...more] = rest.slice(0, end);
  if ((flag !== undefined && flag !== "--only") || (flag && !names) || more.length > 0) {
    const got = rest.slice(0, end).join(" ");
    const allowed = "--only and names with commas between them; flags of buildx bake after --";
    const fix = "npm run images -- --only storefront,pricing";
    throw new ValidationError(
      [{ code: "flags", path: "command line", field: "images", got, allowed, fix }],
      "nothing was built",
    );
  }
  return {
    ...others,
    docker,
    lock,
    ...(names && { only: names.split(",") }),
    builder: { command: buildx, flags: rest.slice(end + 1) },
  };
}

function consistency(programs: Programs, options: RunOptions): void {
  const { args = [], local, lock = LOCK, buildx = BUILDX } = options;
  const asked = { ...environmentsIn(args.slice(1)), local: localOf(local), lock, buildx };
  const { text, isConsistent } = checkConsistency(programs(), asked);
  process.stdout.write(text);
  if (!isConsistent) process.exitCode = 1;
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
