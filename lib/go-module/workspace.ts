import { posix } from "node:path";
import { show } from "../show";
import type { ModFile, ModWord } from "./mod-types";
import type { LocalModule, ModuleReader } from "./module-reader";
import { isTreePath } from "./source-tree";

/** The go.work above a module, with the modules that it names. */
export interface Workspace {
  readonly dir: string;
  readonly file: string;
  readonly mod: ModFile;
  readonly uses: readonly LocalModule[];
}

/** A folder as a go.mod or go.work file names it; nothing when it is outside of the project. */
export function folderFrom(base: string, named: string): string | undefined {
  const folder = posix.join(base, named).replace(/(?<=.)\/$/, "");
  return !posix.isAbsolute(named) && isTreePath(folder) ? folder : undefined;
}

/** The nearest go.work at or above a module, as the go command looks for it. */
export function readWorkspace(reader: ModuleReader, main: LocalModule): Workspace | undefined {
  let dir = main.dir;
  while (dir !== "." && !reader.tree.list(dir).has("go.work")) dir = posix.dirname(dir);
  const mod = reader.workspace(dir);
  if (!mod) return undefined;
  const file = posix.join(dir, "go.work");
  const uses = mod.uses.flatMap((use) => readUse(reader, file, use) ?? []);
  checkUses(reader, file, uses, main);
  return { dir, file, mod, uses };
}

function readUse(reader: ModuleReader, file: string, { text, line }: ModWord): LocalModule | undefined {
  const folder = folderFrom(posix.dirname(file), text);
  if (folder === undefined) {
    const allowed = "a folder of the project: the build sees nothing else";
    const fix = "move the module into the project, or take the line out";
    reader.faults.report(file, line, "use", { code: "go-module-outside", got: show(text), allowed, fix });
    return undefined;
  }
  const found = reader.built(folder);
  if (!found) {
    const fix = `go work edit -dropuse=${text}`;
    const got = `${show(text)}, where no go.mod is`;
    reader.faults.report(file, line, "use", { code: "go-module-missing", got, allowed: "the folder of a module", fix });
  }
  return found;
}

/** The go command refuses a module that its workspace does not name, and a name that stands there twice. */
function checkUses(
  { faults, tree }: ModuleReader,
  file: string,
  uses: readonly LocalModule[],
  main: LocalModule,
): void {
  if (!uses.some(({ dir }) => dir === main.dir)) {
    const got = `a workspace without ${tree.shown(main.dir)}`;
    const fix = "go work use . in the folder of the module";
    faults.report(file, undefined, "use", { code: "go-work", got, allowed: "a workspace that names the module", fix });
  }
  for (const [index, { path, dir }] of uses.entries()) {
    const other = uses.slice(0, index).find((one) => one.path === path);
    if (!other || path === "") continue;
    const allowed = `a module of its own: ${tree.shown(other.dir)} is this one too`;
    const got = `${show(path)} in ${tree.shown(dir)}`;
    faults.report(file, undefined, "use", { code: "go-work", got, allowed, fix: "take one of the two out" });
  }
}
