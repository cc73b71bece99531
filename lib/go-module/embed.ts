import { posix } from "node:path";
import { nameGlob } from "./glob";
import { isEmbeddable } from "./path-grammar";
import type { SourceTree } from "./source-tree";
import { below, kindOf, names } from "./source-tree";

/** The pattern of a `//go:embed` without the mark that takes hidden files too. */
export function embedGlob(pattern: string): string {
  return pattern.replace(/^all:/, "");
}

/**
 * Whether the go command would find a file for a pattern of `//go:embed`, and nothing that it refuses, such as a link.
 * @see https://pkg.go.dev/embed and cmd/go/internal/load `resolveEmbed`
 */
export function isEmbedFound(tree: SourceTree, folder: string, pattern: string): boolean {
  const glob = embedGlob(pattern);
  let matches: readonly string[] = glob === "." ? [] : [folder];
  for (const part of glob.split("/")) matches = matches.flatMap((path) => match(tree, path, part, path !== folder));
  const isNamedWell = (path: string) => below(folder, path).split("/").every(isEmbeddable);
  return matches.length > 0 && matches.every((path) => isNamedWell(path) && isFileOrFull(tree, path, pattern !== glob));
}

/** What one part of a pattern finds in a folder; nothing below a module of its own. */
function match(tree: SourceTree, folder: string, part: string, isBelow: boolean): readonly string[] {
  const glob = /^\.{0,2}$/.test(part) || (isBelow && tree.list(folder).has("go.mod")) ? undefined : nameGlob(part);
  const found = names(tree, folder, "file", "folder", "link").filter((name) => glob?.test(name) ?? false);
  return found.map((name) => posix.join(folder, name));
}

function isFileOrFull(tree: SourceTree, path: string, withHidden: boolean): boolean {
  return kindOf(tree, path) === "folder" ? isFull(tree, path, withHidden) : kindOf(tree, path) === "file";
}

/** Whether a folder holds a file that is embedded with it; a module of its own is not looked into. */
function isFull(tree: SourceTree, folder: string, withHidden: boolean): boolean {
  if (tree.list(folder).has("go.mod")) return false;
  const isTaken = (name: string) => isEmbeddable(name) && (withHidden || !/^[._]/.test(name));
  if (names(tree, folder, "file").some(isTaken)) return true;
  return names(tree, folder, "folder").some(
    (name) => isTaken(name) && isFull(tree, posix.join(folder, name), withHidden),
  );
}
