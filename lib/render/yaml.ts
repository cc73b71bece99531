import { refuse } from "../errors";
import type { Json } from "../rendered";
import { isPlain, show } from "../show";

type JsonMap = { [key: string]: Json | undefined };

const MAX_DEPTH = 1000;
// Parsers look for the colon of a one-line key within 1,024 characters (YAML 1.2, 7.4.2).
const MAX_KEY = 1000;
const CACHED_LENGTH = 64;
const CACHED_TEXTS = 8192;

const PLAIN = /^(?:(?:-{0,2}[A-Za-z/]|_)[\w./@%+=,;:?&~$()* -]*|[1-9][0-9]{0,14}(?:[KMGTPE]iB?|ms|[mshd%]))$/;
const NOT_PLAIN = /: |:$| #| $|^-{0,2}(?:y|n|yes|no|on|off|true|false|null|nan|inf|e[-+]?[0-9._]+)$/i;
// Beyond what JSON escapes: DEL and C1, line breaks of YAML 1.1, invisible and direction-changing characters, BOM, non-characters.
const HIDDEN =
  "\\x7f-\\xa0\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\ufffb\\ufffe\\uffff";
const ESCAPED = new RegExp(`[${HIDDEN}]`, "g");
const NOT_LITERAL = new RegExp(`^[ \\t\\n]|[\\x00-\\x08\\x0b-\\x1f${HIDDEN}]|[ \\t](?:\\n|$)|\\n\\n$`);

const cache = new Map<string, string>();

/**
 * One YAML document in block style, without a `---` line, that YAML 1.1, YAML 1.2 and kubectl read back unchanged.
 * Keys keep their order, `undefined` in a map is left out, and an anchor or alias is never written.
 * @throws ValidationError for what YAML can't carry: lone surrogates, numbers that aren't finite or exact,
 * values that aren't plain JSON, more than 1,000 levels.
 */
export function toYaml(value: Json): string {
  const out: string[] = [];
  if (typeof value === "object" && value !== null) block(value, "\n", 1, out);
  else out.push(scalar(value, "\n"));
  out.push("\n");
  return out.join("");
}

/** Whether a text is valid Unicode: a surrogate without its partner can't be written to any file. */
export function isValidText(text: string): boolean {
  return text.isWellFormed();
}

/** A map or a list without the indent of its first line; `indent` is a line break and what stands before each further line. */
function block(value: Json[] | JsonMap, indent: string, depth: number, out: string[]): void {
  if (depth > MAX_DEPTH) refuseDepth();
  if (isEmpty(value)) out.push(Array.isArray(value) ? "[]" : "{}");
  else if (Array.isArray(value)) sequence(value, indent, depth, out);
  else mapping(value, indent, depth, out);
}

function isEmpty(value: Json[] | JsonMap): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (!isPlain(value)) refuseValue(value);
  for (const key in value) if (value[key] !== undefined && Object.hasOwn(value, key)) return false;
  return true;
}

function sequence(items: Json[], indent: string, depth: number, out: string[]): void {
  const inner = indent + "  ";
  const next = indent + "- ";
  let lead = "- ";
  for (const item of items) {
    out.push(lead);
    lead = next;
    if (typeof item === "object" && item !== null) block(item, inner, depth + 1, out);
    else out.push(scalar(item, indent));
  }
}

/** Lists stand at the indent of their key, as kubectl prints them. */
function mapping(map: JsonMap, indent: string, depth: number, out: string[]): void {
  let lead = "";
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value === undefined) continue;
    out.push(lead, keyText(key, indent));
    lead = indent;
    if (typeof value === "object" && value !== null) below(value, indent, depth, out);
    else out.push(" ", scalar(value, indent));
  }
}

function below(value: Json[] | JsonMap, indent: string, depth: number, out: string[]): void {
  const inner = Array.isArray(value) ? indent : indent + "  ";
  out.push(isEmpty(value) ? " " : inner);
  block(value, inner, depth + 1, out);
}

function keyText(key: string, indent: string): string {
  const text = oneLine(key);
  return text.length <= MAX_KEY ? text + ":" : `? ${text}${indent}:`;
}

function scalar(value: Json | undefined, indent: string): string {
  if (typeof value === "string") return value.includes("\n") ? lines(value, indent + "  ") : oneLine(value);
  if (typeof value === "boolean" || value === null) return String(value);
  return typeof value === "number" ? decimal(value) : refuseValue(value);
}

/** A `|` block where nothing can get lost in it: that is how a person wants to read a configuration file. */
function lines(text: string, indent: string): string {
  if (NOT_LITERAL.test(text) || !isValidText(text)) return quoted(text);
  const [header, body] = text.endsWith("\n") ? ["|", text.slice(0, -1)] : ["|-", text];
  return header + indent + body.replace(/\n(?!\n)/g, indent);
}

function oneLine(text: string): string {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const made = PLAIN.test(text) && !NOT_PLAIN.test(text) ? text : quoted(text);
  if (text.length <= CACHED_LENGTH && cache.size < CACHED_TEXTS) cache.set(text, made);
  return made;
}

function quoted(text: string): string {
  if (!isValidText(text)) refuseText(text);
  return JSON.stringify(text).replace(ESCAPED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Shortest decimal without an exponent, which some parsers take for text. */
function decimal(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    const allowed = "a finite number, exact up to 9007199254740991";
    return refuse({ code: "number-not-exact", got: show(value), allowed, fix: "write it as text" }, toYaml);
  }
  const [digits = "", zeros] = String(value).split("e-");
  if (zeros === undefined) return digits;
  return `${value < 0 ? "-" : ""}0.${"0".repeat(Number(zeros) - 1)}${digits.replace(/[-.]/g, "")}`;
}

function refuseDepth(): never {
  const fix = "look for an object that contains itself";
  const allowed = `at most ${String(MAX_DEPTH)} levels`;
  return refuse({ code: "nested-too-deep", got: `more than ${String(MAX_DEPTH)} levels`, allowed, fix }, toYaml);
}

function refuseText(text: string): never {
  const allowed = "valid Unicode: every surrogate with its partner";
  return refuse({ code: "text-not-unicode", got: show(text), allowed, fix: "encode binary data as base64" }, toYaml);
}

function refuseValue(value: unknown): never {
  const allowed = "plain JSON: text, numbers, booleans, null, lists and maps";
  return refuse({ code: "value-not-json", got: show(value), allowed, fix: "convert it before it is rendered" }, toYaml);
}
