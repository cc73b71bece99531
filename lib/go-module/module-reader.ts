import { posix } from "node:path";
import { show } from "../show";
import type { Faults } from "./faults";
import type { ModReading } from "./mod-file";
import { readDependency, readGoMod, readGoWork } from "./mod-file";
import type { ModFile } from "./mod-types";
import { MODULE_PATH, PLAIN_NAME, isModulePath, isPlainFolder } from "./path-grammar";
import type { SourceTree } from "./source-tree";

/** A module in a folder of the project. */
export interface LocalModule {
  /** What its packages are imported by. */
  readonly path: string;
  readonly dir: string;
  readonly mod: ModFile;
}

/** Reads go.mod and go.work files, each once, and reports what is malformed in them. */
export class ModuleReader {
  private readonly known = new Map<string, ModFile | undefined>();

  constructor(
    readonly tree: SourceTree,
    readonly faults: Faults,
  ) {}

  /** The module that is built in a folder; nothing when it has no go.mod. */
  built(dir: string): LocalModule | undefined {
    const mod = this.read(posix.join(dir, "go.mod"), readGoMod);
    return mod && { path: mod.module?.text ?? "", dir, mod };
  }

  /** A module that stands in for the one of this path; nothing when the folder has no go.mod. */
  standIn(path: string, dir: string): LocalModule | undefined {
    const mod = this.read(posix.join(dir, "go.mod"), readDependency);
    return mod && { path, dir, mod };
  }

  /** The go.work of a folder, if it has one. */
  workspace(dir: string): ModFile | undefined {
    return this.read(posix.join(dir, "go.work"), readGoWork);
  }

  private read(file: string, reading: (text: string) => ModReading): ModFile | undefined {
    if (!this.known.has(file)) this.known.set(file, this.load(file, reading));
    return this.known.get(file);
  }

  private load(file: string, reading: (text: string) => ModReading): ModFile | undefined {
    const [folder, name] = [posix.dirname(file), posix.basename(file)];
    if (!this.tree.list(folder).has(name)) return undefined;
    const text = readText(this.tree, file, this.faults);
    const { mod, faults } = reading(text);
    for (const { line, got, allowed } of faults) {
      const fix = "correct the line, or let go mod edit and go work edit write it";
      this.faults.report(file, line, "", { code: "go-directive", got: show(got), allowed, fix });
    }
    if (faults.length === 0 && name === "go.mod") this.checkPath(file, mod);
    this.checkFolder(file, folder);
    return mod;
  }

  private checkPath(file: string, { module }: ModFile): void {
    if (module && isModulePath(module.text)) return;
    const got = module ? show(module.text) : "no module directive";
    const fix = "go mod edit -module=example.com/name";
    this.faults.report(file, module?.line, "module", { code: "go-module-path", got, allowed: MODULE_PATH, fix });
  }

  private checkFolder(file: string, folder: string): void {
    if (isPlainFolder(folder)) return;
    const got = `the folder ${show(folder)}`;
    this.faults.report(file, undefined, "", { code: "go-folder", got, allowed: PLAIN_NAME, fix: "rename the folder" });
  }
}

/** The text of a file that is there; what cannot be read is reported and counts as empty. */
export function readText(tree: SourceTree, file: string, faults: Faults): string {
  const text = tree.text(file);
  if (text !== undefined) return text;
  const allowed = "a file in the project: the build sees nothing else";
  faults.report(file, undefined, "", {
    code: "go-file",
    got: "a link out of the project, or to nothing",
    allowed,
    fix: "put the file itself there",
  });
  return "";
}
