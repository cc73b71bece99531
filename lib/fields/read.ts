import type { Complaint } from "../errors";
import { isPlain, show } from "../show";
import type { Field, FieldTable, FieldType } from "./field-type";
import { didYouMean } from "./did-you-mean";
import { Place } from "./place";

/** Props with every default filled in, or nothing and the reasons. */
export interface Reading<T> {
  readonly values: T;
  readonly findings: readonly Place["findings"][number][];
}

/** Reads props by their table: unknown props, missing ones, types and bounds are found all at once. */
export function readFields<T extends object>(props: unknown, table: FieldTable<T>): Reading<Partial<T>> {
  const place = new Place("");
  const values = group(table).read(props, place) ?? {};
  return { values, findings: place.findings };
}

/** A nested record with a table of its own. */
export function group<T extends object>(table: FieldTable<T>): FieldType<T> {
  const fields = table as Readonly<Record<string, Field<unknown>>>;
  return { shape: { kind: "group", fields }, read: (value, place) => readGroup(fields, value, place) as T | undefined };
}

function readGroup(fields: Readonly<Record<string, Field<unknown>>>, value: unknown, place: Place): object | undefined {
  const given = record(value, place);
  if (!given) return undefined;
  for (const name of Object.keys(given)) if (!Object.hasOwn(fields, name)) refuseUnknown(name, fields, place);
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name in fields) result[name] = readField(fields[name]!, given, name, place);
  return Object.freeze(result);
}

function readField(field: Field<unknown>, given: object, name: string, place: Place): unknown {
  const member = place.member(name);
  return readOwn(given, name, member, (value) => {
    if (value !== undefined) return field.type.read(value, member);
    if (field.default !== undefined) return defaultOf(field);
    if (!field.required) return undefined;
    return member.complain({ code: "required", got: "nothing", allowed: field.doc, fix: `set ${member.field}` });
  });
}

const defaults = new WeakMap<Field<unknown>, unknown>();

function defaultOf(field: Field<unknown>): unknown {
  if (!defaults.has(field)) defaults.set(field, field.type.read(field.default, new Place("default")));
  return defaults.get(field);
}

/** A plain record, or nothing and a complaint that says what stands there instead. */
export function record(value: unknown, place: Place): Readonly<Record<string, unknown>> | undefined {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    if (isPlain(value)) return value as Readonly<Record<string, unknown>>;
  }
  return place.complain(unresolved(value) ?? wrongType("a plain object", value, place));
}

/** Reads an own property, or undefined where there is none; a getter that throws is the user's problem, not a crash. */
export function readOwn<T>(
  given: object,
  name: string,
  place: Place,
  read: (value: unknown) => T | undefined,
): T | undefined {
  let value: unknown;
  try {
    value = Object.hasOwn(given, name) ? (given as Readonly<Record<string, unknown>>)[name] : undefined;
  } catch (error) {
    return place.complain({
      code: "unreadable",
      got: `a getter that throws ${show(String(error))}`,
      allowed: "a value",
      fix: "read the value before you pass it",
    });
  }
  return read(value);
}

/** The complaint about a value of the wrong type. */
export function wrongType(wanted: string, value: unknown, place: Place): Complaint {
  const hint = unresolved(value);
  if (hint) return hint;
  return { code: "wrong-type", got: show(value, place.field), allowed: wanted, fix: `pass ${wanted}` };
}

function unresolved(value: unknown) {
  if (typeof value !== "object" || value === null) return undefined;
  const { then, apply } = value as { readonly then?: unknown; readonly apply?: unknown };
  const allowed = "a value that is known when the program runs: synthesis does not wait";
  if (typeof then === "function")
    return { code: "unresolved-value", got: "a Promise", allowed, fix: "await it before the construct is made" };
  if (typeof apply !== "function") return undefined;
  const fix = 'app.later("name", output), and `pulumi up`';
  return { code: "unresolved-value", got: "an Output of Pulumi", allowed, fix };
}

/** What other tools call a prop, and what we call it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  replicas: "scaling",
  autoscaling: "scaling",
  hpa: "scaling",
  env: "config",
  environment: "config",
  limits: "memory",
  requests: "cpu",
  port: "ports",
  ingress: "expose",
  route: "expose",
  routes: "expose",
  probes: "health",
  serviceAccount: "account",
  initContainers: "init",
  volumeMounts: "volumes",
  cron: "schedule",
};

/** The field that somebody meant: a slip of the keyboard, or another tool's word. */
function meant(name: string, fields: readonly string[]): string | undefined {
  const words = Object.keys(ELSEWHERE).filter((word) => fields.includes(ELSEWHERE[word]!));
  const near = words.includes(name) ? name : didYouMean(name, [...fields, ...words]);
  return near !== undefined && words.includes(near) && !fields.includes(near) ? ELSEWHERE[near] : near;
}

function refuseUnknown(name: string, fields: object, place: Place): void {
  const near = meant(name, Object.keys(fields));
  place.member(name).complain({
    code: "unknown-prop",
    got: `the prop ${show(name)}`,
    allowed: `one of ${Object.keys(fields).join(", ")}`,
    fix: near ? `did you mean ${near}?` : "remove it",
  });
}
