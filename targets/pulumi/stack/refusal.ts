import type { Problem } from "../../../lib/errors";
import { ValidationError, concealed } from "../../../lib/errors";

/**
 * Ends a Pulumi program with its problems, where nothing else is said before anything is registered. Pulumi prints the message alone, without a stack: it takes the error for its
 * own RunError (sdk/nodejs/errors.ts, which knows one by this field).
 */
export function refuseProgram(problems: readonly Problem[], outcome = "nothing was applied"): never {
  const error = new ValidationError(problems.map(concealed), outcome);
  throw Object.assign(error, { __pulumiRunError: true });
}
