import { posix } from "node:path";
import { byCodeUnit } from "../fields";

/** Files by their path relative to one folder, with `/` between its parts. Only Go sources and the files that describe modules are looked into. */
export type FileMap = ReadonlyMap<string, string>;

/** What stands in a folder; links are not followed. */
export type EntryKind = "file" | "folder" | "link";

/** What a module is read from: a folder, named ".", and all below it. */
export interface SourceTree {
  /** The names in a folder; none when there is no such folder. */
  list(folder: string): ReadonlyMap<string, EntryKind>;
  /** The text of a file; nothing when it can't be read, or is a link out of the tree. */
  text(file: string): string | undefined;
  /** A path as the user would type it. */
  shown(path: string): string;
}

/** Files that are already in memory. Paths must be normalised: see {@link isTreePath}. */
export function treeOf(files: FileMap): SourceTree {
  const folders = new Map<string, Map<string, EntryKind>>();
  for (const file of files.keys()) {
    let kind: EntryKind = "file";
    for (let path = file; path !== "."; path = posix.dirname(path)) {
      const folder = folders.get(posix.dirname(path)) ?? new Map<string, EntryKind>();
      folders.set(posix.dirname(path), folder.set(posix.basename(path), kind));
      kind = "folder";
    }
  }
  return {
    list: (folder) => folders.get(folder) ?? new Map<string, EntryKind>(),
    text: (file) => files.get(file),
    shown: (path) => path,
  };
}

/** Whether a path is normalised and stays in the tree. */
export function isTreePath(path: string): boolean {
  return path !== "" && posix.normalize(path) === path && !path.endsWith("/") && !/^(?:\/|\.\.(?:\/|$))/.test(path);
}

/** What stands at a path. */
export function kindOf(tree: SourceTree, path: string): EntryKind | undefined {
  return path === "." ? "folder" : tree.list(posix.dirname(path)).get(posix.basename(path));
}

/** The names of one kind in a folder, sorted. */
export function names(tree: SourceTree, folder: string, ...kinds: readonly EntryKind[]): readonly string[] {
  const entries = [...tree.list(folder)].filter(([, kind]) => kinds.includes(kind));
  return entries.map(([name]) => name).sort(byCodeUnit);
}

/** A path seen from a folder above it. */
export function below(folder: string, path: string): string {
  if (folder === ".") return path;
  return path === folder ? "." : path.slice(folder.length + 1);
}

/** The smallest folder that holds all of these. */
export function commonFolder(folders: readonly string[]): string {
  const parts = folders.map((folder) => (folder === "." ? [] : folder.split("/")));
  const [first = [], ...others] = parts;
  const differs = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return first.slice(0, differs < 0 ? first.length : differs).join("/") || ".";
}
