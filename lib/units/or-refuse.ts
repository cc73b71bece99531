import type { Complaint } from "../errors";
import { isComplaint, refuse } from "../errors";

/** A value of a type: itself, or read from text; a complaint is thrown at the line that called `above`. */
export function valueOf<T extends object>(
  Type: { readonly prototype: T; tryOf(text: string): T | Complaint },
  given: NoInfer<T> | string,
  above: (...args: never[]) => unknown,
): T {
  return typeof given === "object" ? given : orRefuse(Type.tryOf(given), above);
}

/** The value, or the complaint thrown at the line that called `above`. */
export function orRefuse<T>(result: T | Complaint, above: (...args: never[]) => unknown): T {
  return isComplaint(result) ? refuse(result, above) : result;
}
