import type { Complaint, Problem } from "../errors";
import type { SourceTree } from "./source-tree";

/** Collects what is wrong with a module, each with its file and line. */
export class Faults {
  readonly problems: Problem[] = [];

  constructor(private readonly tree: SourceTree) {}

  /** @param what the directive or the thing that is meant */
  report(file: string, line: number | undefined, what: string, complaint: Complaint): void {
    const shown = this.tree.shown(file);
    this.problems.push({ ...complaint, path: line === undefined ? shown : `${shown}:${line}`, field: what });
  }
}
