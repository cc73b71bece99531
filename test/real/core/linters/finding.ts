import { spawnSync } from "node:child_process";

/** What a linter says against an object. */
export interface Finding {
  readonly linter: string;
  /** The linter's own name of the rule. */
  readonly check: string;
  readonly kind: string;
  readonly name: string;
  /** What the linter says. */
  readonly text: string;
}

/** A linter did not do its work. */
export class LinterFailed extends Error {}

const MOST_OUTPUT_BYTES = 64 * 2 ** 20;

/**
 * What a linter writes, as JSON. Linters end with 1 or 2 when they find something.
 * @throws LinterFailed when it writes something else
 */
export function runLinter(program: string, args: readonly string[], input = ""): unknown {
  const { stdout, stderr } = spawnSync(program, args, { input, encoding: "utf8", maxBuffer: MOST_OUTPUT_BYTES });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new LinterFailed(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
  }
}

/** `linter check kind/name: text`. */
export function findingText({ linter, check, kind, name, text }: Finding): string {
  return `${linter} ${check} ${kind}/${name}: ${text}`;
}
