import { mkdirSync, readdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { ValidationError } from "../errors";
import { systemComplaint } from "./complaints";
import { INDEX, TEMPORARY } from "./index-name";
import type { Inspection } from "./inspection";
import type { Tree } from "./tree";

/** One change of the disk and the file that it is about. */
type Step = readonly [file: string, change: () => void];

/**
 * Does what an inspection found. The index names everything that may be on disk at any moment, so an interrupted run
 * leaves nothing behind that the next one doesn't know.
 */
export function carryOut(tree: Tree, found: Inspection): void {
  const index = (text: string): Step => [INDEX, () => replace(tree, INDEX, text)];
  const work = steps(tree, found);
  const [now, after] = [found.indexText, found.after.toText()];
  const during = work.length > 0 ? found.during().toText() : now;
  const first = during === undefined || during === now ? [] : [index(during)];
  const isUnused = now === undefined && found.after.paths().length === 0;
  const last = after === during || isUnused ? [] : [index(after)];
  const cleaning = found.leftovers.map((file): Step => [file, () => unlinkSync(tree.absolute(file))]);
  const root: Step[] = tree.exists || work.length === 0 ? [] : [[".", () => mkdirSync(tree.root)]];
  perform(tree, [...root, ...cleaning, ...first, ...work, ...last]);
}

function steps(tree: Tree, found: Inspection): Step[] {
  const folders = new Set<string>();
  return [
    ...found.deleted.map((file): Step => [file, () => unlinkSync(tree.absolute(file))]),
    ...found.created.map(({ file, text }): Step => [file, () => create(tree, folders, file, text)]),
    ...found.changed.map(({ file, text }): Step => [file, () => replace(tree, file, text)]),
    ...innerFirst(found.vacated).map((folder): Step => [folder, () => removeIfEmpty(tree.absolute(folder))]),
  ];
}

function perform(tree: Tree, all: readonly Step[]): void {
  all.forEach(([file, change], done) => {
    try {
      change();
    } catch (error) {
      const fix = "remove the cause and run again: it goes on from here";
      const complaint = systemComplaint(error, "write-failed", "a disk that takes all of them", fix);
      const got = `${complaint.got}, after ${done} of ${all.length} changes were made`;
      throw new ValidationError([{ ...complaint, got, path: `${tree.name}/${file}`, field: "" }]);
    }
  });
}

function create(tree: Tree, folders: Set<string>, file: string, text: string): void {
  makeFolder(tree, folders, dirname(file));
  writeFileSync(tree.absolute(file), text, { flag: "wx" });
}

function makeFolder(tree: Tree, folders: Set<string>, folder: string): void {
  if (folders.has(folder) || folder === ".") return;
  makeFolder(tree, folders, dirname(folder));
  if (tree.spot(folder).kind === "nothing") mkdirSync(tree.absolute(folder));
  folders.add(folder);
}

function replace(tree: Tree, file: string, text: string): void {
  const temporary = tree.absolute(join(dirname(file), TEMPORARY));
  writeFileSync(temporary, text, { flag: "wx" });
  renameSync(temporary, tree.absolute(file));
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function innerFirst(folders: Iterable<string>): string[] {
  return [...folders].sort((one, other) => other.length - one.length);
}
