import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Problem } from "../errors";
import { ValidationError } from "../errors";
import { carryOut } from "./carry-out";
import { Inspection } from "./inspection";
import type { OutputFile, WriteOptions, WriteReport } from "./output";
import { rootComplaint } from "./root";
import { Tree } from "./tree";

/** A folder and what it is to hold. */
export interface Folder {
  readonly root: string;
  readonly files: readonly OutputFile[];
  readonly options: WriteOptions;
}

/** {@link writeFolders} with one folder. */
export function writeFiles(root: string, files: readonly OutputFile[], options: WriteOptions): WriteReport {
  return writeFolders([{ root, files, options }])[0]!;
}

/**
 * Makes folders hold these files. Everything is looked at first, in all of them; then only what differs is written, and files of ours that
 * are no longer wanted are deleted. What is ours stands in `.gantry-files` of each; a file of anybody else is never touched.
 * @throws ValidationError with every problem, and nothing was touched; or, when the disk fails half-way, with the file where it
 * stopped: the next run goes on from there.
 */
export function writeFolders(folders: readonly Folder[]): readonly WriteReport[] {
  const looked = folders.map(inspect);
  const problems = looked.flatMap((one) => one.problems);
  if (problems.length > 0) throw new ValidationError(problems);
  const ready = looked.flatMap(({ tree, found }) => (found ? [{ tree, found }] : []));
  for (const { tree, found } of ready) carryOut(tree, found);
  return ready.map(({ found }) => reportOf(found));
}

interface Looked {
  readonly problems: readonly Problem[];
  readonly tree: Tree;
  /** Nothing when the folder itself is wrong. */
  readonly found?: Inspection;
}

function inspect({ root, files, options }: Folder): Looked {
  const path = resolve(root);
  const tree = new Tree(path, root, existsSync(path));
  const complaint = rootComplaint(path);
  if (complaint) return { tree, problems: [{ ...complaint, path: root, field: "" }] };
  const found = new Inspection(tree, files, options);
  return { tree, found, problems: found.problems };
}

function reportOf(found: Inspection): WriteReport {
  return {
    written: found.created.map(({ file }) => file).sort(),
    changed: found.changed.map(({ file }) => file).sort(),
    deleted: [...found.deleted].sort(),
    unchanged: [...found.unchanged].sort(),
    leftAlone: [...found.leftAlone].sort(),
  };
}
