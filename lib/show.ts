import { isHidden, masked } from "./secret-text";

const LIMIT = 80;
/** Their texts depend on the time zone, or say nothing. */
const STATELESS = /^\[object (?:Date|RegExp)\]$/;

/** A value as the user would type it: JSON of at most 80 characters, secrets masked. */
export function show(value: unknown, name = ""): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return `a ${typeof value}`;
  if (isConcealed(name, value)) return '"****"';
  if (typeof value === "string") return shorten(JSON.stringify(masked(value)));
  if (typeof value === "number") return String(value);
  if (typeof value === "object" && value !== null && !isPlain(value)) return named(value);
  try {
    return shorten(masked(JSON.stringify(value, conceal)));
  } catch {
    return Array.isArray(value) ? "a list that can't be shown" : "an object that can't be shown";
  }
}

function conceal(this: unknown, key: string, value: unknown): unknown {
  const { name } = this as { readonly name?: unknown };
  // A variable as Kubernetes writes it: { name: "DB_PASSWORD", value: "…" }.
  if (isConcealed(key === "value" && typeof name === "string" ? name : key, value)) return "****";
  if (typeof value === "string") return masked(value);
  return typeof value === "bigint" ? String(value) : value;
}

function isConcealed(name: string, value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== "boolean" && isHidden(name);
}

function named(value: { toString(): string }): string {
  const text = Object.hasOwn(Object.getPrototypeOf(value) as object, "toString")
    ? ` (${shorten(masked(String(value)))})`
    : "";
  return `a ${value.constructor?.name || "object"}${STATELESS.test(Object.prototype.toString.call(value)) ? "" : text}`;
}

/** At most 80 characters; those that nobody sees (zero-width, bidirectional) as escapes, and never half of a surrogate pair. */
function shorten(text: string): string {
  const visible = text.replace(/\p{Cf}/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
  if (visible.length <= LIMIT) return visible;
  return `${visible.slice(0, LIMIT - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Whether a value is a plain list or record, with or without a prototype; also one of another realm, such as a test's. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return Array.isArray(value) || prototype === null || Object.hasOwn(prototype, "isPrototypeOf");
}
