import { mkdirSync, readdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { ValidationError } from "../errors";
import { systemComplaint } from "./complaints";
import { INDEX, TEMPORARY } from "./index-name";
import type { Inspection } from "./inspection";
import type { Tree } from "./tree";
import type { OutputFile } from "./output";

const WRITE_FAILED = {
  code: "write-failed",
  allowed: "a disk that takes all of them",
  fix: "remove the cause and run again: it goes on from here",
};

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
  const renamed = new Set(found.renamed());
  const made = new Set<string>();
  const put = (wanted: OutputFile) => {
    makeFolder(tree, made, dirname(wanted.file));
    (renamed.has(wanted) ? replace : create)(tree, wanted.file, wanted.text);
  };
  return [
    ...found.deleted.map((file): Step => [file, () => unlinkSync(tree.absolute(file))]),
    ...[...found.created, ...found.changed].map((wanted): Step => [wanted.file, () => put(wanted)]),
    ...innerFirst(found.vacated).map((folder): Step => [folder, () => removeIfEmpty(tree.absolute(folder))]),
  ];
}

function perform(tree: Tree, all: readonly Step[]): void {
  all.forEach(([file, change], done) => {
    try {
      change();
    } catch (error) {
      const complaint = systemComplaint(error, WRITE_FAILED);
      const got = `${complaint.got}, after ${done} of ${all.length} changes were made`;
      throw new ValidationError(
        [{ ...complaint, got, path: tree.shown(file), field: "" }],
        "not everything was written",
      );
    }
  });
}

function create(tree: Tree, file: string, text: string): void {
  writeFileSync(tree.absolute(file), text, { flag: "wx" });
}

function replace(tree: Tree, file: string, text: string): void {
  const temporary = join(dirname(file), TEMPORARY);
  create(tree, temporary, text);
  renameSync(tree.absolute(temporary), tree.absolute(file));
}

function makeFolder(tree: Tree, made: Set<string>, folder: string): void {
  if (made.has(folder) || folder === ".") return;
  makeFolder(tree, made, dirname(folder));
  if (tree.spot(folder).kind === "nothing") mkdirSync(tree.absolute(folder));
  made.add(folder);
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function innerFirst(folders: Iterable<string>): string[] {
  return [...folders].sort((one, other) => other.length - one.length);
}
