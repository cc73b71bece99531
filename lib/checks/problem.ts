import type { Complaint, Problem } from "../errors";
import type { RenderedObject } from "../rendered";

/** A complaint about one field of an object; `field` is the JSON path in its manifest. */
export function problem(object: RenderedObject, field: string, complaint: Complaint): Problem {
  const place = { path: object.path, field };
  return { ...complaint, ...place, ...(object.source !== undefined && { source: object.source }) };
}

/** Objects in a sentence, the first by path at the front: `a/b`, `a/b and 2 more`. */
export function pathsOf(sorted: readonly { readonly object: RenderedObject }[]): string {
  const first = sorted[0]?.object.path ?? "";
  return sorted.length < 2 ? first : `${first} and ${sorted.length - 1} more`;
}

/** Groups of two or more objects that share a key, each group in the order of its paths. */
export function shared<T>(items: Iterable<T>, keyOf: (item: T) => string, pathOf: (item: T) => string): T[][] {
  const first = new Map<string, T>();
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const twin = first.get(key);
    if (twin === undefined) first.set(key, item);
    else if (groups.has(key)) groups.get(key)?.push(item);
    else groups.set(key, [twin, item]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)));
}
