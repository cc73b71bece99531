import type { OutputFile } from "../../lib/files";
import type { Rendered } from "../../lib/rendered";
import { toYaml } from "../../lib/render/yaml";

/** How the first line of every file of ours begins. */
export const MARKER = "# Made by Gantry";

/** One file per object, for Argo CD, Flux and kubectl. Each is a document of its own, so files may be joined. */
export function yamlFiles({ environment, objects }: Rendered): OutputFile[] {
  return objects.map(({ file, path, manifest }) => ({
    file: `${environment}/${file}`,
    text: `${MARKER} from ${onOneLine(path)}; edits are overwritten.\n---\n${toYaml(manifest)}`,
  }));
}

/** A path may hold what ends a comment for a parser of YAML 1.1, or what no YAML may hold: controls, U+0085, U+2028. */
function onOneLine(path: string): string {
  return path.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
}
