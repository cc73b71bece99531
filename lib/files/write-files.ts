import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ValidationError } from "../errors";
import { carryOut } from "./carry-out";
import { Inspection } from "./inspection";
import type { OutputFile, WriteOptions, WriteReport } from "./output";
import { rootComplaint } from "./root";
import { Tree } from "./tree";

/**
 * Makes a folder hold these files. Everything is looked at first; then only what differs is written, and files of ours that
 * are no longer wanted are deleted. What is ours stands in `.gantry-files`; a file of anybody else is never touched.
 * @throws ValidationError with every problem, and nothing was touched; or, when the disk fails half-way, with the file where it
 * stopped: the next run goes on from there.
 */
export function writeFiles(root: string, files: readonly OutputFile[], options: WriteOptions): WriteReport {
  const path = resolve(root);
  const complaint = rootComplaint(path);
  if (complaint) throw new ValidationError([{ ...complaint, path: root, field: "" }]);
  const tree = new Tree(path, root, existsSync(path));
  const found = new Inspection(tree, files, options);
  if (found.problems.length > 0) throw new ValidationError(found.problems);
  carryOut(tree, found);
  return {
    written: found.created.map(({ file }) => file).sort(),
    changed: found.changed.map(({ file }) => file).sort(),
    deleted: [...found.deleted].sort(),
    unchanged: [...found.unchanged].sort(),
    leftAlone: [...found.leftAlone].sort(),
  };
}
