import type { OutputFile } from "../../lib/files";
import type { Rendered } from "../../lib/rendered";
import { toYaml } from "../../lib/render/yaml";

/** How the first line of every file of ours begins. */
export const MARKER = "# Made by Gantry";

/** One file per object, for Argo CD, Flux and kubectl. Each is a document of its own, so files may be joined. */
export function yamlFiles({ environment, objects }: Rendered): OutputFile[] {
  return objects.map(({ file, path, manifest }) => ({
    file: `${environment}/${file}`,
    text: `${MARKER} from ${path}; edits are overwritten.\n---\n${toYaml(manifest)}`,
  }));
}
