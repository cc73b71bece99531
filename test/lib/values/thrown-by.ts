import type { Problem } from "../../../lib/errors";
import { ValidationError } from "../../../lib/errors";

/** The only problem of the error that this throws. */
export function thrownBy(run: () => unknown): Problem | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ValidationError && error.problems.length === 1) return error.problems[0];
  }
  return undefined;
}
