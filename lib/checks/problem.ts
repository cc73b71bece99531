import type { Complaint, Problem } from "../errors";
import { didYouMean } from "../fields/did-you-mean";
import type { RenderedObject } from "../rendered";
import { show } from "../show";

const LISTED = 8;
const COMPARED = 500;

/** A complaint about one field of an object; `field` is the JSON path in its manifest. */
export function problem(object: RenderedObject, field: string, complaint: Complaint): Problem {
  const place = { path: object.path, field };
  return { ...complaint, ...place, ...(object.source !== undefined && { source: object.source }) };
}

/** What could have been meant, and what there is: `did you mean "orders"? there are: cart, orders and 3 more`. */
export function choices(wanted: string, existing: Iterable<string>): string {
  const names = [...new Set(existing)].sort();
  if (names.length === 0) return "there is none";
  const nearest = didYouMean(wanted, names.slice(0, COMPARED));
  const question = nearest === undefined ? "" : `did you mean ${show(nearest)}? `;
  const rest = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  return `${question}there ${names.length === 1 ? "is" : "are"}: ${names.slice(0, LISTED).join(", ")}${rest}`;
}

/** Paths in a sentence, in an order of their own: `a/b`, `a/b and 2 more`. */
export function pathsOf(objects: readonly RenderedObject[]): string {
  const [first = "", ...rest] = objects.map((object) => object.path).sort();
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
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

/** The JSON path of a field whose name may be anything: `data.colour`, `data["app.yaml"]`. */
export function keyField(parent: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}
