import type { Problem } from "../../lib/errors";
import { show } from "../../lib/show";
import { ask } from "./ask";

/** A program of this machine, and how one gets it. */
export interface Tool {
  readonly name: string;
  /** What it answers when it is there. */
  readonly command: readonly string[];
  readonly fix: string;
}

export const GO: Tool = { name: "go", command: ["go", "version"], fix: "install Go: https://go.dev/doc/install" };

export const COSIGN: Tool = {
  name: "cosign",
  command: ["cosign", "version"],
  fix: "install cosign: https://docs.sigstore.dev/cosign/system_config/installation/",
};

export function buildxTool(buildx: readonly string[]): Tool {
  const fix = "install Docker Buildx, or run(programs, { buildx: […] })";
  return { name: "buildx", command: [...buildx, "version"], fix };
}

/** Programs that are needed and do not answer. */
export function missingTools(tools: readonly Tool[]): readonly Problem[] {
  return tools.flatMap(({ name, command, fix }) => {
    const answer = ask(command);
    if ("value" in answer) return [];
    const allowed = `an answer to ${show(command.join(" "))}`;
    return [{ code: "tool-missing", path: "this machine", field: name, got: answer.unknown, allowed, fix }];
  });
}
