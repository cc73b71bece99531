import { spawnSync } from "node:child_process";
import type { Fact } from "../../lib/consistency";

const MOST_OUTPUT = 256 * 2 ** 20;

interface Question {
  /** @default - the working folder */
  readonly cwd?: string;
  /** Variables besides those of this process. @default {} */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads. @default "" */
  readonly input?: string;
}

/** What a program says on its standard output, or the line that tells why it has failed. */
export function ask([program = "", ...args]: readonly string[], { cwd, env, input = "" }: Question = {}): Fact {
  const options = { cwd, input, env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: MOST_OUTPUT } as const;
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (error) return { unknown: error.message };
  if (status === 0) return { value: stdout.trimEnd() };
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const reason = lines.find((line) => line.startsWith("ERROR")) ?? lines[0] ?? `it ended with ${status}`;
  return { unknown: `${program}: ${reason}` };
}
