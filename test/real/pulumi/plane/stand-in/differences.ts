import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../../../../lib/rendered";
import { isObject } from "./properties";

/** One place where two objects differ: `["spec", "containers", 0, "image"]`. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly kind: "add" | "delete" | "update";
}

/** Where two values differ, at the deepest places that both have. */
export function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: Difference["path"] = [],
): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const indices = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
    return indices.flatMap((index) => differences(before[index], after[index], [...path, index]));
  }
  return [{ path, kind: "update" }];
}

/** As the engine writes it: `spec.containers[0].image`, and `metadata.labels["app.kubernetes.io/name"]`. */
export function pathText(path: Difference["path"]): string {
  const steps = path.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return /^[\w$-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return steps.join("").replace(/^\./, "");
}
