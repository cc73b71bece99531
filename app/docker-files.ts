import type { Problem } from "../lib/errors";
import type { OutputFile } from "../lib/files";
import type { Rendered } from "../lib/rendered";
import type { AttestationOptions } from "../lib/trust/attestations";
import { composeFiles } from "../targets/compose";
import { harborFiles } from "../targets/harbor";
import { hostFiles } from "../targets/host";
import { imageFiles } from "../targets/images";
import { unknownEnvironment } from "./unknown-environment";

/** What is written for those who read no manifests: builders, Compose, a machine of its own. */
export interface DockerOptions {
  /** Folder of these files, relative to the working folder. @default - none are written */
  readonly docker?: string;
  /**
   * BuildKit's SBOM and provenance in the index of every image. They hold the times of the build, so every build has another digest then.
   * @default - none
   */
  readonly attestations?: AttestationOptions;
  /** Environment that Docker Compose runs on a developer's machine. @default - none */
  readonly local?: string;
  /** Environment whose programs run on one machine, under systemd and behind nginx. @default - none */
  readonly host?: string;
}

interface DockerOutput {
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
}

/** The files of the folder `docker`, of all environments. */
export function dockerFiles(
  programs: readonly Rendered[],
  { docker, local, host, attestations }: DockerOptions,
): DockerOutput {
  if (docker === undefined) return { files: [], problems: [] };
  const [composed, hosted] = [find(programs, "local", local), find(programs, "host", host)];
  const machine = hosted.program ? hostFiles(hosted.program) : undefined;
  return {
    files: [
      ...imageFiles(programs, docker, attestations),
      ...registriesOf(programs).flatMap(harborFiles),
      ...(composed.program ? composeFiles(composed.program, programs, docker) : []),
      ...(machine?.files ?? []),
    ],
    problems: [...composed.problems, ...hosted.problems, ...(machine?.problems ?? [])],
  };
}

/** Each registry once, whichever image and environment names it. */
function registriesOf(programs: readonly Rendered[]) {
  const all = programs.flatMap(({ images }) => images.flatMap(({ registries }) => registries));
  return [...new Map(all.map((registry) => [registry.address, registry])).values()];
}

function find(programs: readonly Rendered[], field: string, wanted: string | undefined) {
  if (wanted === undefined) return { program: undefined, problems: [] };
  const program = programs.find(({ environment }) => environment === wanted);
  return { program, problems: unknownEnvironment(programs, "run", field, wanted) };
}
