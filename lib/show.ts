const LIMIT = 80;
/** Their texts depend on the time zone, or say nothing. */
const STATELESS = /^\[object (?:Date|RegExp)\]$/;
const SECRET_NAME =
  /(?:^|[^a-z])(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?|jwt|bearer)(?:$|[^a-z])/;
const URL_PASSWORD = /^([a-z][a-z0-9+.-]*:\/\/[^:@/\s]*):([^@/\s]+)@/i;
const SECRET_TEXT =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}|\bglpat-[\w-]{20,}|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./;

/** Whether a name promises a secret, e.g. `DB_PASSWORD`, `apiToken`, `client-secret`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase());
}

/** Whether a text is a secret by its own look: a private key, a cloud or Git token, a URL with a password. */
export function isSecretText(text: string): boolean {
  return SECRET_TEXT.test(text) || URL_PASSWORD.test(text);
}

/** A value as the user would type it: JSON of at most 80 characters, secrets masked. */
export function show(value: unknown, name = ""): string {
  if (typeof value === "string") return shorten(JSON.stringify(isSecretName(name) ? "****" : mask(value)));
  if (value === undefined) return "nothing";
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return `a ${typeof value}`;
  if (typeof value === "number") return String(value);
  if (typeof value === "object" && value !== null && !isPlain(value)) return named(value);
  try {
    return shorten(JSON.stringify(value, (key, inner: unknown) => conceal(key, inner)));
  } catch {
    return Array.isArray(value) ? "a list that can't be shown" : "an object that can't be shown";
  }
}

function conceal(key: string, value: unknown): unknown {
  if (typeof value !== "string") return typeof value === "bigint" ? String(value) : value;
  return isSecretName(key) ? "****" : mask(value);
}

function mask(text: string): string {
  const url = URL_PASSWORD.exec(text);
  if (url) return text.replace(URL_PASSWORD, "$1:****@");
  return SECRET_TEXT.test(text) ? "****" : text;
}

function named(value: { toString(): string }): string {
  const text = Object.hasOwn(Object.getPrototypeOf(value) as object, "toString") ? ` (${shorten(String(value))})` : "";
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
