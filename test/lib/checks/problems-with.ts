import type { Problem } from "../../../lib/errors";
import type { Change } from "./mutate";
import { changed, problemsOf } from "./mutate";

/** The problems of one rule in the good service with a change in it. */
export function problemsWith(code: string, change: Omit<Change, "title">): Problem[] {
  return problemsOf(changed({ title: "", ...change })).filter((problem) => problem.code === code);
}
