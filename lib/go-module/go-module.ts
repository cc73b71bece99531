import type { Problem } from "../errors";
import { refuseAll } from "../errors";
import { show } from "../show";
import type { GoModuleFacts } from "./facts";
import { matchesPrefix } from "./glob";
import { inspect } from "./inspect";
import type { FileMap, SourceTree } from "./source-tree";
import { isTreePath, treeOf } from "./source-tree";

/** A Go module: what its files say about its build. It was read once; nothing here looks at them again. */
export class GoModule implements GoModuleFacts {
  declare readonly root: GoModuleFacts["root"];
  declare readonly dir: GoModuleFacts["dir"];
  declare readonly path: GoModuleFacts["path"];
  declare readonly go: GoModuleFacts["go"];
  declare readonly toolchain: GoModuleFacts["toolchain"];
  declare readonly commands: GoModuleFacts["commands"];
  declare readonly workspace: GoModuleFacts["workspace"];
  declare readonly locals: GoModuleFacts["locals"];
  declare readonly moduleFiles: GoModuleFacts["moduleFiles"];
  declare readonly vendored: GoModuleFacts["vendored"];
  declare readonly cgo: GoModuleFacts["cgo"];
  declare readonly embeds: GoModuleFacts["embeds"];
  declare readonly requires: GoModuleFacts["requires"];
  declare readonly hints: GoModuleFacts["hints"];

  private constructor(facts: GoModuleFacts) {
    Object.assign(this, frozen(facts));
    Object.freeze(this);
  }

  /**
   * A module from files that are in memory, which stand for a whole project.
   * @param files by their path from the top of the project
   * @param dir the folder of the module in the project
   * @throws ValidationError with everything that is wrong with the module, each with file and line.
   */
  static of(files: FileMap, dir = "."): GoModule {
    const strange = [dir, ...files.keys()].filter((path) => !isTreePath(path)).map(strangePath);
    const result = strange.length > 0 ? strange : GoModule.tryOf(treeOf(files), dir);
    return result instanceof GoModule ? result : refuseAll(result, GoModule.of);
  }

  /** The module in a folder of a tree, or everything that is wrong with it. */
  static tryOf(tree: SourceTree, dir: string): GoModule | readonly Problem[] {
    const facts = inspect(tree, dir);
    return "root" in facts ? new GoModule(facts) : facts;
  }

  /** Those of `requires` that match patterns as in GOPRIVATE, such as `*.example.test` or `git.example.test/shop`. */
  privateRequires(patterns: readonly string[]): readonly string[] {
    return Object.keys(this.requires).filter((path) => patterns.some((pattern) => matchesPrefix(pattern, path)));
  }

  /** The module path. */
  toString(): string {
    return this.path;
  }
}

function strangePath(path: string): Problem {
  const allowed = "a path from the top of the project, with / between its parts and without . and ..";
  return { code: "go-file-path", path: "", field: "", got: show(path), allowed, fix: "e.g. cmd/server/main.go" };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
