import { ValidationError } from "../../../lib/errors";

/** What a call is refused with; nothing when it is not refused. */
export function refusal(call: () => unknown): readonly { readonly code: string; readonly field: string }[] {
  try {
    call();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code, field }) => ({ code, field }));
    throw error;
  }
  return [];
}

/** The codes of a refusal. */
export function codes(call: () => unknown): readonly string[] {
  return refusal(call).map(({ code }) => code);
}
