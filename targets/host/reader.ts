import { problem } from "../../lib/checks/problem";
import type { Complaint, Problem } from "../../lib/errors";
import type { RenderedObject } from "../../lib/rendered";

/** Collects what of an object can't be said on a host. */
export class Reader {
  readonly problems: Problem[] = [];

  constructor(private readonly object: RenderedObject) {}

  complain(field: string, got: string, rule: Omit<Complaint, "got">): void {
    this.problems.push(problem(this.object, field, { ...rule, got }));
  }
}
