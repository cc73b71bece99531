import { ValidationError } from "../../lib/errors";

export interface ConsistencyOptions {
  /** The environment that this machine runs. */
  readonly local: string;
  /** The lock file, relative to the project. */
  readonly lock: string;
  /** The environments that are held against it. @default - all others */
  readonly environments?: readonly string[];
  /** How Buildx is called. */
  readonly buildx: readonly string[];
}

/** Environments in the words after the verb. @throws ValidationError when they are not understood */
export function environmentsIn(words: readonly string[]): Pick<ConsistencyOptions, "environments"> {
  const [flag, names, ...more] = words;
  if (flag === undefined) return {};
  if (flag === "--environment" && names && more.length === 0) return { environments: names.split(",") };
  const problem = {
    code: "flags",
    path: "command line",
    field: "consistency",
    got: words.join(" "),
    allowed: "--environment and names with commas between them",
    fix: "consistency --environment staging,prod",
  };
  throw new ValidationError([problem], "nothing was compared");
}

/** The environment that this machine runs. @throws ValidationError when no stack file names it */
export function localOf(local: string | undefined): string {
  if (local !== undefined) return local;
  const problem = {
    code: "local-missing",
    path: "run",
    field: "local",
    got: "nothing",
    allowed: "the environment that this machine runs, to hold the others against",
    fix: 'run(programs, { local: "dev", … })',
  };
  throw new ValidationError([problem], "nothing was compared");
}
