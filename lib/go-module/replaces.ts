import { posix } from "node:path";
import { show } from "../show";
import type { ModFile, Replacement, Requirement } from "./mod-types";
import type { LocalModule, ModuleReader } from "./module-reader";
import type { Workspace } from "./workspace";
import { folderFrom } from "./workspace";

interface Located extends Replacement {
  readonly file: string;
}

/** The replacements of a build: those of go.work go before those of go.mod files. */
export class Replaces {
  private readonly ofWorkspace: readonly Located[];
  private readonly ofModules: readonly Located[];
  private readonly known = new Map<Located, LocalModule | undefined>();

  constructor(
    private readonly reader: ModuleReader,
    main: LocalModule,
    workspace: Workspace | undefined,
  ) {
    this.ofWorkspace = workspace ? located(workspace.mod, workspace.file) : [];
    this.ofModules = (workspace?.uses ?? [main]).flatMap(({ dir, mod }) => located(mod, posix.join(dir, "go.mod")));
    this.checkConflicts(this.ofWorkspace);
    this.checkConflicts(this.ofModules.filter((one) => !this.ofWorkspace.some((decided) => isOfSame(one, decided))));
  }

  /** What stands in for a requirement, if anything does. */
  find({ path, version }: Requirement): Located | undefined {
    const candidates = [this.ofWorkspace, this.ofModules].flatMap((list) => [
      ...list.filter((one) => one.path === path && one.version === version),
      ...list.filter((one) => one.path === path && one.version === undefined),
    ]);
    return candidates[0];
  }

  /** The module in a folder that stands in for a requirement; one that cannot be read is reported, once. */
  standIn(requirement: Requirement): LocalModule | undefined {
    const found = this.find(requirement);
    if (!found || found.targetVersion !== undefined) return undefined;
    if (!this.known.has(found)) this.known.set(found, this.load(found));
    return this.known.get(found);
  }

  private load(replacement: Located): LocalModule | undefined {
    const folder = folderFrom(posix.dirname(replacement.file), replacement.target);
    const module = folder === undefined ? undefined : this.reader.standIn(replacement.path, folder);
    if (!module) this.reportMissing(replacement, folder);
    return module;
  }

  private reportMissing({ file, line, path, target }: Located, folder: string | undefined): void {
    const isOutside = folder === undefined;
    this.reader.faults.report(file, line, `replace ${path}`, {
      code: isOutside ? "go-module-outside" : "go-module-missing",
      got: isOutside ? `${show(target)}, outside of the project` : `${show(target)}, where no go.mod is`,
      allowed: "the folder of a module in the project: the build sees nothing else",
      fix: isOutside ? "require a published version, or move the module into the project" : "correct the folder",
    });
  }

  /** https://go.dev/ref/mod#go-work-file-replace: a module has one replacement, unless go.work decides between those of several go.mod files. */
  private checkConflicts(list: readonly Located[]): void {
    for (const [index, one] of list.entries()) {
      const other = list.slice(0, index).find((before) => isOfSame(one, before));
      if (!other || targetOf(one) === targetOf(other)) continue;
      const allowed = `what ${this.reader.tree.shown(other.file)}:${other.line} says: ${show(other.target)}`;
      this.reader.faults.report(one.file, one.line, `replace ${one.path}`, {
        code: "go-replace-conflict",
        got: show(one.target),
        allowed,
        fix: `keep one of the two, or decide for a workspace with go work edit -replace=${one.path}=…`,
      });
    }
  }
}

function isOfSame(one: Located, other: Located): boolean {
  return one.path === other.path && one.version === other.version;
}

function located({ replaces }: ModFile, file: string): readonly Located[] {
  return replaces.map((one) => ({ ...one, file }));
}

function targetOf({ file, target, targetVersion }: Located): string {
  if (targetVersion !== undefined) return `${target}@${targetVersion}`;
  return folderFrom(posix.dirname(file), target) ?? target;
}
