import { spawnSync } from "node:child_process";
import { toolProgram } from "../../tools/cache";

const MOST_BYTES = 1 << 30;

/** A document as the parser of kubectl reads it, or why it can't. */
export type Answer = unknown;

/** Reads YAML files as kubectl does, joined to one stream; documents without content are left out, as kubectl leaves them out. */
export function readYaml(files: readonly string[]): Answer[] {
  const { stdout, stderr, status } = spawnSync(toolProgram("yaml-reader"), {
    input: files.map((text) => `---\n${text}`).join(""),
    encoding: "utf8",
    maxBuffer: MOST_BYTES,
  });
  if (status !== 0) throw new Error(`yaml-reader ended with ${String(status)}: ${stderr}`);
  const answers = stdout.split("\n").filter((line) => line !== "" && line !== "null");
  return answers.map((line) => JSON.parse(line) as unknown);
}
