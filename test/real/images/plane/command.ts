import { execFile } from "node:child_process";
import type { CommandResult } from "../../control-plane";

const OUTPUT_BYTES = 64 * 2 ** 20;

/** A command ended with another code than 0. */
export class CommandFailed extends Error {}

export interface CommandOptions {
  /** @default - that of the tests */
  readonly cwd?: string;
  /** @default - that of the tests */
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(command, args, { ...options, maxBuffer: OUTPUT_BYTES }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

/**
 * What a program says on its standard output, without the last line break.
 * @throws CommandFailed with what it says on the other one
 */
export async function output(command: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) throw new CommandFailed(`${[command, ...args].join(" ")} ended with ${code}\n${stderr}`);
  return stdout.trimEnd();
}
