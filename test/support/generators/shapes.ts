import fc from "fast-check";
import type { Field, Shape } from "../../../lib/fields";
import type { TextShape } from "../../../lib/fields/field-type";
import { edgyText, keptText, largeRecord } from "./texts";
import { edgyUnit, keptUnit } from "./units";
import { edgyValue, keptValue } from "./values";

/** A table of fields as data. */
export type Table = Readonly<Record<string, Field<unknown>>>;

type Of<K extends Shape["kind"]> = Extract<Shape, { kind: K }>;

/** Anything that keeps the rules of a shape, as far as they are about this value alone. */
export function kept(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "text":
      return keptText(shape);
    case "integer":
      return keptInteger(shape);
    case "flag":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...shape.values);
    case "unit":
      return keptUnit(shape);
    case "value":
      return keptValue(shape.names);
    case "list":
      return fc.array(kept(shape.of), { minLength: 1, maxLength: Math.min(4, shape.max) });
    case "record":
      return dictionary(keptText(shape.key), kept(shape.of));
    case "group":
      return keptGroup(shape.fields);
    case "either":
      return fc.oneof(...shape.of.map(kept));
    case "any":
      return fc.anything();
  }
}

function keptInteger({ min, max }: Of<"integer">): fc.Arbitrary<number> {
  const small = fc.integer({ min, max: Math.min(max, min + 20) });
  return fc.oneof(fc.constantFrom(min, max), small, fc.integer({ min, max }));
}

function dictionary(key: fc.Arbitrary<string>, of: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc.array(fc.tuple(key, of), { minLength: 1, maxLength: 3 }).map((entries) => Object.fromEntries(entries));
}

/** Props of a table: what is required, and some of the rest. */
export function keptGroup(fields: Table): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(fields);
  const each = Object.fromEntries(names.map((name) => [name, kept(fields[name]!.type.shape)]));
  return fc.record(each, { requiredKeys: names.filter((name) => fields[name]!.required) });
}

const OTHER_TYPES = fc.constantFrom<unknown>(
  null,
  0,
  "1",
  true,
  [],
  {},
  Symbol.iterator,
  () => 1,
  new Map(),
  Promise.resolve(1),
);

/** A value at the edge of a shape, on either side of it. */
export function edgy(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: nearly(shape) }, { weight: 1, arbitrary: OTHER_TYPES });
}

function nearly(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "text":
      return fc.oneof(keptText(shape), edgyText);
    case "integer":
      return edgyInteger(shape);
    case "unit":
      return edgyUnit(shape);
    case "value":
      return edgyValue(shape.names);
    case "list":
      return edgyList(shape);
    case "record":
      return edgyRecord(shape);
    case "group":
      return edgyGroup(shape.fields);
    case "either":
      return fc.oneof(...shape.of.map(nearly));
    default:
      return kept(shape);
  }
}

function edgyInteger({ min, max }: Of<"integer">): fc.Arbitrary<number> {
  return fc.constantFrom(min - 1, min, min + 1, max - 1, max, max + 1, min + 0.5, -0, NaN, 2 ** 31, 2 ** 53);
}

function edgyList(shape: Of<"list">): fc.Arbitrary<unknown> {
  const one = fc
    .tuple(fc.array(kept(shape.of), { maxLength: 2 }), nearly(shape.of))
    .map(([some, odd]) => [...some, odd]);
  const many = fc
    .tuple(kept(shape.of), fc.constantFrom(shape.max, shape.max + 1))
    .map(([item, length]) => Array.from({ length }, () => item));
  return fc.oneof(
    { weight: 6, arbitrary: one },
    { weight: 1, arbitrary: many },
    { weight: 1, arbitrary: fc.constant([]) },
  );
}

function edgyRecord(shape: Of<"record">): fc.Arbitrary<unknown> {
  const entry = fc.oneof(
    fc.tuple(edgyKey(shape.key), kept(shape.of)),
    fc.tuple(keptText(shape.key), nearly(shape.of)),
    fc.tuple(keptText(shape.key), nearly(shape.of)),
  );
  const one = fc
    .tuple(dictionary(keptText(shape.key), kept(shape.of)), entry)
    .map(([some, odd]) => Object.fromEntries([...Object.entries(some), odd]));
  const large = largeRecord(shape.key);
  return large ? fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: large }) : one;
}

function edgyKey(shape: TextShape): fc.Arbitrary<string> {
  const slashed = edgyText.map((text) => `/${text}`);
  return fc.oneof(edgyText, keptText(shape), ...(shape.rule.startsWith("an absolute path") ? [slashed] : []));
}

/** Props of which one is at the edge, or not known at all. */
export function edgyGroup(fields: Table): fc.Arbitrary<Record<string, unknown>> {
  const odd = Object.entries(fields).map(([name, { type }]) => edgy(type.shape).map((value) => [name, value] as const));
  const unknown = fc.tuple(fc.constantFrom("replicas", "__proto__", "constructor", ""), fc.constant(1));
  const member = fc.oneof({ weight: 12, arbitrary: fc.oneof(...odd) }, { weight: 1, arbitrary: unknown });
  return fc.tuple(keptGroup(fields), member).map(([some, one]) => Object.fromEntries([...Object.entries(some), one]));
}
