import type { Dirent } from "node:fs";
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { refuse, refuseAll } from "../lib/errors";
import type { FieldTable } from "../lib/fields";
import { readFields, text } from "../lib/fields";
import type { EntryKind, SourceTree } from "../lib/go-module";
import { GoModule as Module } from "../lib/go-module";
import { show } from "../lib/show";

/** A Go module: what its files say about its build. */
export type GoModule = Module;

export interface ReadGoModuleOptions {
  /**
   * The folder that the module, its workspace and the modules that stand in for others are in, relative to the working folder: nothing outside of it is
   * read. @default - the Git repository that the module is in, else the working folder
   */
  readonly project?: string;
}

const anyFolder = text("a folder, relative to the working folder", () => undefined, ["services/storefront"]);

/** Types and one sentence for the options of GoModule.read. */
export const READ_GO_MODULE: FieldTable<Required<ReadGoModuleOptions>> = {
  project: {
    type: anyFolder,
    otherwise: "the Git repository that the module is in, else the working folder",
    doc: "the folder that the module, its workspace and the modules that stand in for others are in",
  },
};

/** Where modules come from. */
export const GoModule = {
  of: Module.of,

  /**
   * Reads a module from the disk, now: its go.mod, the go.work above it, the Go sources of its programs and of what they import in the project, and
   * vendor/modules.txt. No link is followed out of the project, and no program is started.
   * @param dir the folder with the go.mod, relative to the working folder
   * @throws ValidationError with everything that is wrong with the module, each with file and line.
   */
  read(dir: string, options: ReadGoModuleOptions = {}): Module {
    const table = { dir: { type: anyFolder, required: true, doc: "the folder with the go.mod" }, ...READ_GO_MODULE };
    const { values, findings } = readFields<ReadGoModuleOptions & { dir: string }>({ ...options, dir }, table);
    if (findings.length > 0) {
      refuseAll(
        findings.map((finding) => ({ ...finding, path: "GoModule.read" })),
        GoModule.read,
      );
    }
    const folder = realFolder(dir);
    const project = values.project === undefined ? projectOf(folder) : realFolder(values.project);
    if (isOutside(project, folder)) refuseOutside(dir, project);
    const result = Module.tryOf(new DiskTree(project), slashed(relative(project, folder)) || ".");
    return result instanceof Module ? result : refuseAll(result, GoModule.read);
  },
};

function realFolder(folder: string): string {
  const found = statSync(resolve(folder), { throwIfNoEntry: false });
  if (found?.isDirectory()) return realpathSync(resolve(folder));
  const got = `${show(folder)}, which is ${found ? "no folder" : "not there"}`;
  const fix = "name the folder with the go.mod, from the folder of cdk8s.yaml";
  return refuse(
    { code: "go-module-missing", got, allowed: "a folder, relative to the working folder", fix },
    GoModule.read,
  );
}

/** The Git repository around a folder, else the working folder. */
function projectOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return realpathSync(".");
  }
}

function refuseOutside(dir: string, project: string): never {
  const allowed = `a folder of the project, ${shown(project)}`;
  return refuse(
    {
      code: "go-module-outside",
      got: show(dir),
      allowed,
      fix: "set project to a folder that holds everything of the build",
    },
    GoModule.read,
  );
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return isAbsolute(way) || way === ".." || way.startsWith(`..${sep}`);
}

function shown(path: string): string {
  return slashed(relative(realpathSync("."), path)) || ".";
}

function slashed(path: string): string {
  return path.replaceAll(sep, "/");
}

/** A folder on the disk, given by its real path. */
class DiskTree implements SourceTree {
  private readonly folders = new Map<string, ReadonlyMap<string, EntryKind>>();

  constructor(private readonly root: string) {}

  list(folder: string): ReadonlyMap<string, EntryKind> {
    const found = this.folders.get(folder) ?? this.entries(folder);
    this.folders.set(folder, found);
    return found;
  }

  text(file: string): string | undefined {
    const real = realPath(join(this.root, file));
    return real !== undefined && !isOutside(this.root, real) && statSync(real).isFile()
      ? readFileSync(real, "utf8")
      : undefined;
  }

  shown(path: string): string {
    return shown(join(this.root, path));
  }

  private entries(folder: string): ReadonlyMap<string, EntryKind> {
    const path = join(this.root, folder);
    const isReal = realPath(path) === path && statSync(path).isDirectory();
    const entries = isReal ? readdirSync(path, { withFileTypes: true }) : [];
    return new Map(entries.flatMap((entry) => (kindOf(entry) ? [[entry.name, kindOf(entry)!] as const] : [])));
  }
}

/** The path without links, or nothing where nothing is. */
function realPath(path: string): string | undefined {
  return existsSync(path) ? realpathSync(path) : undefined;
}

function kindOf(entry: Dirent): EntryKind | undefined {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : undefined;
}
