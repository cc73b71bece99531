import type { OutputFile } from "../../lib/files";
import type { Rendered } from "../../lib/rendered";
import type { AttestationOptions } from "../../lib/trust/attestations";
import { bakeFile } from "./bake";
import { dockerfile } from "./dockerfile";
import { ignoreFile } from "./ignore-file";
import type { Target } from "./targets";
import { targetsOf } from "./targets";

export { dockerfile } from "./dockerfile";
export type { Release } from "./release";
export { releaseOf } from "./release";
export type { Target } from "./targets";
export { targetsOf } from "./targets";

/**
 * What a builder reads: a Dockerfile and an ignore file for each image, and one file that lists them all.
 * @param programs of every environment
 * @param output folder of these files, relative to the project
 * @param attest what BuildKit puts into the index of an image besides the image; nothing unless given
 */
export function imageFiles(
  programs: readonly Rendered[],
  output: string,
  attest?: AttestationOptions,
): readonly OutputFile[] {
  const targets = targetsOf(programs);
  if (targets.length === 0) return [];
  const files = targets.flatMap((target) => sourceFiles(target, output));
  return [...files, { file: "docker-bake.json", text: bakeFile(targets, output, attest) }];
}

/** The Dockerfile of one image, and beside it the ignore file, which BuildKit reads by its name. */
export function sourceFiles({ plan, ports }: Target, output: string): readonly OutputFile[] {
  const marker = `# Made by Gantry from ${plan.name}; edits are overwritten.`;
  return [
    { file: `${plan.name}/Dockerfile`, text: dockerfile(plan, ports, marker) },
    { file: `${plan.name}/Dockerfile.dockerignore`, text: ignoreFile(plan, output, marker) },
  ];
}
