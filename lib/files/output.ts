export interface OutputFile {
  /** Relative to the output folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export interface WriteOptions {
  /** How the first line of our files begins, e.g. `# Made by Gantry`. */
  readonly marker: string;
  /** Folders directly below the output folder that this run answers for; what was written into others stays. @default - all */
  readonly folders?: readonly string[];
}

/** What a run did, by file, sorted. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  readonly unchanged: readonly string[];
  /** Written by an earlier run, no longer wanted, and somebody's own by now: not touched, and not ours any more. */
  readonly leftAlone: readonly string[];
}
