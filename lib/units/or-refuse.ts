import type { Complaint } from "../errors";
import { isComplaint, refuse } from "../errors";

/** The value, or the complaint thrown at the line that called `above`. */
export function orRefuse<T>(result: T | Complaint, above: (...args: never[]) => unknown): T {
  return isComplaint(result) ? refuse(result, above) : result;
}
