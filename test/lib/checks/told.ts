import type { Change } from "./mutate";
import { changed, problemsOf } from "./mutate";

/** What is said of a field of the good service. */
export type Told = readonly [code: string, field: string, got: string, allowed: string, fix: string];

/** All that is said of the good service after a change. */
export function told(change: Omit<Change, "title">): Told[] {
  const problems = problemsOf(changed({ title: "", ...change }));
  return problems.map(({ code, field, got, allowed, fix }) => [code, field, got, allowed, fix]);
}

/** The codes of the problems at a field when it has this value. */
export function codesAt(kind: string, field: string, value: unknown): string[] {
  const found = told({ in: kind, set: { [field]: value } });
  return found.flatMap(([code, place]) => (place === field ? code : []));
}
