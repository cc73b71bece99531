import type { Complaint } from "./errors";
import { refuse } from "./errors";
import { show } from "./show";

/** A default that somebody switched off, and why: the reason is kept as an annotation and listed in the report. */
export abstract class OptOut {
  constructor(
    /** A sentence for whoever finds the annotation a year later. */
    readonly reason: string,
    above: (...args: never[]) => unknown,
  ) {
    const complaint = checkReason(reason);
    if (complaint) refuse(complaint, above);
  }
}

/** Whether a reason says something. */
export function checkReason(reason: unknown): Complaint | undefined {
  if (typeof reason === "string" && reason.trim().length >= 3) return undefined;
  const allowed = "a reason: a few words that tell the next reader why";
  return {
    code: "reason-missing",
    got: show(reason),
    allowed,
    fix: 'e.g. "agreed with the platform team, ticket 4711"',
  };
}

/** No limit on CPU time. Without one Go sizes GOMAXPROCS by the node, and scanners object. */
export class CpuLimit extends OptOut {
  static off(reason: string): CpuLimit {
    return new CpuLimit(reason, CpuLimit.off);
  }
}

/** No PodDisruptionBudget. */
export class Budget extends OptOut {
  static off(reason: string): Budget {
    return new Budget(reason, Budget.off);
  }
}
