import type { Problem } from "../../../lib/errors";
import { ValidationError, concealed } from "../../../lib/errors";

/**
 * Ends a Pulumi program with its problems, before anything is registered. Pulumi prints the message alone, without a stack: it takes the error for its
 * own RunError (sdk/nodejs/errors.ts, which knows one by this field).
 */
export function refuseProgram(problems: readonly Problem[]): never {
  const error = new ValidationError(problems.map(concealed), "nothing was applied");
  throw Object.assign(error, { __pulumiRunError: true });
}
