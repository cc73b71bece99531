import { posix } from "node:path";
import { byCodeUnit } from "../fields";
import { show } from "../show";
import type { Faults } from "./faults";
import type { GoFile, Literal } from "./go-file";
import { readGoFile } from "./go-file";
import { readText } from "./module-reader";
import type { Membership } from "./platform";
import { membership } from "./platform";
import type { SourceTree } from "./source-tree";
import { names } from "./source-tree";

/** A Go source that takes part in some build of the program. */
export interface PackageFile extends GoFile, Membership {
  readonly file: string;
}

/** Go sources of a folder, without those of other systems. */
export interface GoPackage {
  readonly dir: string;
  readonly files: readonly PackageFile[];
}

/** Folders that `./...` leaves out. */
const LEFT_OUT = /^(?:[._].*|testdata|vendor|node_modules)$/;

/** The packages of the project's modules, each read once when somebody asks for it. */
export class Packages {
  private readonly known = new Map<string, GoPackage>();

  /** @param modules paths and folders of every module that imports may lead to */
  constructor(
    private readonly tree: SourceTree,
    private readonly modules: readonly { readonly path: string; readonly dir: string }[],
    private readonly faults: Faults,
  ) {}

  at(dir: string): GoPackage {
    const found = this.known.get(dir) ?? { dir, files: this.sources(dir, /^[^._].*(?<!_test)\.go$/) };
    this.known.set(dir, found);
    return found;
  }

  /** The tests of a folder, inside and outside of its package. */
  testsAt(dir: string): GoPackage {
    return { dir, files: this.sources(dir, /^[^._].*_test\.go$/) };
  }

  /** The packages of the project that these consist of or import, directly or not, sorted by folder. */
  reach(packages: readonly GoPackage[]): readonly GoPackage[] {
    const found = new Set(
      packages.flatMap(({ dir, files }) => [dir, ...files.flatMap((file) => this.foldersFrom(file))]),
    );
    // Folders that are added on the way are visited too.
    for (const dir of found) {
      for (const file of this.at(dir).files) for (const folder of this.foldersFrom(file)) found.add(folder);
    }
    return [...found].sort(byCodeUnit).map((dir) => this.at(dir));
  }

  /** The folders of `./...` in a module. */
  below(dir: string): readonly string[] {
    const folders = names(this.tree, dir, "folder").filter((name) => !LEFT_OUT.test(name));
    const own = folders.map((name) => posix.join(dir, name)).filter((one) => !this.tree.list(one).has("go.mod"));
    return [dir, ...own.flatMap((one) => this.below(one))];
  }

  private foldersFrom({ imports }: GoFile): readonly string[] {
    return imports.flatMap(({ text }) => this.folderOf(text) ?? []);
  }

  /** Where an import leads in the project: the module with the longest path that it begins with. */
  private folderOf(path: string): string | undefined {
    const modules = this.modules.filter((one) => path === one.path || path.startsWith(`${one.path}/`));
    const [best] = modules.sort((a, b) => b.path.length - a.path.length);
    return best && posix.join(best.dir, path.slice(best.path.length));
  }

  private sources(dir: string, pattern: RegExp): readonly PackageFile[] {
    const sources = names(this.tree, dir, "file", "link").filter((name) => pattern.test(name));
    return sources.flatMap((name) => {
      const byName = membership(name, undefined);
      if (!byName.withCgo && !byName.withoutCgo) return [];
      const file = posix.join(dir, name);
      const source = readGoFile(readText(this.tree, file, this.faults));
      if (source.malformed) this.reportCondition(file, source.malformed);
      const part = membership(name, source.constraint);
      return part.withCgo || part.withoutCgo ? [{ ...source, ...part, file }] : [];
    });
  }

  private reportCondition(file: string, { text, line }: Literal): void {
    const allowed = "tags with &&, ||, ! and parentheses";
    const fix = "e.g. //go:build linux && !cgo";
    this.faults.report(file, line, "", { code: "go-build-condition", got: show(text), allowed, fix });
  }
}
