import type { Complaint } from "../errors";
import { memberField } from "./member";

/** A complaint and the field it is about, before the construct path is known. */
export interface Finding extends Complaint {
  readonly field: string;
}

/** Where a reader stands in the props: it names the field and collects what is wrong. */
export class Place {
  constructor(
    readonly field: string,
    readonly findings: Finding[] = [],
  ) {}

  /** The place of a member: `scaling` → `scaling.min`, `init` → `init["my-step"]`. */
  member(name: string): Place {
    return new Place(memberField(this.field, name), this.findings);
  }

  /** The place of an item of a list: `args` → `args[0]`. */
  item(index: number): Place {
    return new Place(`${this.field}[${index}]`, this.findings);
  }

  /** Records a problem with the value at this place. */
  complain(complaint: Complaint): undefined {
    this.findings.push({ ...complaint, field: this.field });
    return undefined;
  }
}
