import type { Complaint, Problem } from "../../errors";
import type { RenderedObject } from "../../rendered";
import { show } from "../../show";
import { keyField, problem } from "../problem";
import type { ProgramIndex } from "../program-index";

/** Bytes that etcd takes in one request (`--max-request-bytes`). */
const OBJECT_LIMIT = 1_572_864;
const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Every value can be written and read back unchanged, and no object is larger than the cluster's store takes. */
export function checkValues(program: ProgramIndex): Problem[] {
  const keys = new Set<string>();
  return program.entries.flatMap(({ object }) => {
    const length = measure(object.manifest, keys);
    if (length * 3 <= OBJECT_LIMIT) return [];
    return Number.isNaN(length) ? faults(object, object.manifest, "") : tooLarge(object);
  });
}

/** About the length of the value as JSON; NaN when something in it can't be written. `keys` are known to be fine. */
function measure(value: unknown, keys: Set<string>): number {
  if (typeof value === "string") return isUnicode(value) ? value.length + 2 : NaN;
  if (typeof value === "number") return isExact(value) ? 20 : NaN;
  if (typeof value === "boolean" || value === null) return 5;
  if (typeof value !== "object") return NaN;
  let length = 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) length += measure(value[index], keys) + 1;
    return length;
  }
  for (const key of Object.keys(value)) {
    if (!keys.has(key)) {
      if (!isUnicode(key)) return NaN;
      keys.add(key);
    }
    length += measure((value as Record<string, unknown>)[key], keys) + key.length + 4;
  }
  return length;
}

function isUnicode(text: string): boolean {
  return !SURROGATE.test(text) || !LONE_SURROGATE.test(text);
}

/** Whether a number means the same in every reader: finite, and a whole one within 2⁵³. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function faults(object: RenderedObject, value: unknown, field: string): Problem[] {
  if (typeof value === "object" && value !== null) {
    if (Array.isArray(value))
      return Array.from(value).flatMap((item, index) => faults(object, item, `${field}[${index}]`));
    return Object.entries(value).flatMap(([key, inner]) => {
      const place = keyField(field, key).replace(/^\./, "");
      return [...(isUnicode(key) ? [] : [problem(object, place, notUnicode(key))]), ...faults(object, inner, place)];
    });
  }
  const complaint = faultOf(value);
  return complaint ? [problem(object, field, complaint)] : [];
}

function faultOf(value: unknown): Complaint | undefined {
  if (typeof value === "string") return isUnicode(value) ? undefined : notUnicode(value);
  if (typeof value === "boolean" || value === null || (typeof value === "number" && isExact(value))) return undefined;
  if (typeof value !== "number") {
    const allowed = "plain JSON: a text, number, boolean, null, list or map";
    return { code: "not-json", got: show(value), allowed, fix: "remove it, or write its value as a text" };
  }
  return {
    code: "number-not-exact",
    got: show(value),
    allowed: `a finite number, and a whole one within ±${Number.MAX_SAFE_INTEGER}: others are rounded by some readers`,
    fix: "write it as a text where the field takes one, or choose a smaller number",
  };
}

function notUnicode(text: string): Complaint {
  return {
    code: "not-unicode",
    got: show(text),
    allowed: "valid Unicode: half of a surrogate pair has no UTF-8, and the reader would refuse the file",
    fix: "don't cut a text between the two halves of a character: cut Array.from(text)",
  };
}

function tooLarge(object: RenderedObject): Problem[] {
  const bytes = Buffer.byteLength(JSON.stringify(object.manifest));
  if (bytes <= OBJECT_LIMIT) return [];
  const allowed = `at most ${OBJECT_LIMIT} bytes (1.5 MiB) as JSON, what etcd takes by default`;
  return [
    problem(object, "", {
      code: "object-too-large",
      got: `${bytes} bytes`,
      allowed,
      fix: "split it into several objects",
    }),
  ];
}
