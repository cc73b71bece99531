import type { Complaint } from "../errors";
import { isComplaint } from "../errors";
import { show } from "../show";
import { didYouMean } from "./did-you-mean";
import type { FieldType, TextShape } from "./field-type";
import type { Place } from "./place";
import { readOwn, record, wrongType } from "./read";

const MOST = 1000;

type TextType = FieldType<string> & { readonly shape: TextShape };

/** A text under a rule, e.g. a DNS label. */
export function text(
  rule: string,
  check: (text: string) => Complaint | undefined,
  examples: readonly string[],
): TextType {
  return {
    shape: { kind: "text", rule, examples },
    read: (value, place) => {
      if (typeof value !== "string")
        return place.complain(asText(wrongType(`a string: ${rule}`, value, place), value, place));
      const complaint = check(value);
      return complaint ? place.complain(complaint) : value;
    },
  };
}

/** A number or a flag where text is wanted is most often just not quoted. */
function asText(complaint: Complaint, given: unknown, { field }: Place): Complaint {
  if (typeof given !== "number" && typeof given !== "boolean") return complaint;
  return { ...complaint, fix: `write ${show(String(given), field)}` };
}

/** A whole number between two bounds, both included. */
export function integer(min: number, max: number): FieldType<number> {
  return {
    shape: { kind: "integer", min, max },
    read: (value, place) => {
      if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) return value;
      const allowed = `a whole number from ${min} to ${max}`;
      const nearest = typeof value === "number" && value > max ? max : min;
      return place.complain({
        code: "out-of-range",
        got: show(value),
        allowed,
        fix: `set it to ${nearest}, for example`,
      });
    },
  };
}

/** Yes or no. */
export const flag: FieldType<boolean> = {
  shape: { kind: "flag" },
  read: (value, place) =>
    typeof value === "boolean" ? value : place.complain(wrongType("true or false", value, place)),
};

/** One of a few words or numbers. */
export function choice<const V extends string | number>(...values: readonly V[]): FieldType<V> {
  return {
    shape: { kind: "choice", values },
    read: (value, place) => {
      const found = values.find((candidate) => candidate === value);
      if (found !== undefined) return found;
      const allowed = `one of ${values.map((v) => show(v)).join(", ")}`;
      const near = typeof value === "string" && value !== "" ? nearest(value, values.map(String)) : undefined;
      const fix = near ? `did you mean ${show(near)}?` : `set it to ${show(values[0])}, for example`;
      return place.complain({ code: "not-supported", got: show(value), allowed, fix });
    },
  };
}

function nearest(word: string, words: readonly string[]): string | undefined {
  return words.find((one) => one.startsWith(word)) ?? didYouMean(word, words);
}

/** A class by its instances; its constructor may be private. */
export interface ClassOf<T> {
  readonly name: string;
  readonly prototype: T;
}

function isA<T>(Type: ClassOf<T>, value: unknown): value is T {
  return Object.prototype.isPrototypeOf.call(Type.prototype as object, value as object);
}

const EXAMPLES = { duration: "30s", size: "512Mi", "amount of processor time": "250m" } as const;

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** A quantity with a unit: given as its value type or as text. */
export function unit<T extends { compare(other: T): number; toString(): string }>(
  Type: ClassOf<T> & { tryOf(text: string): T | Complaint },
  bounds: { readonly name: keyof typeof EXAMPLES; readonly min?: T; readonly max?: T },
): FieldType<T> {
  const [min, max] = [bounds.min?.toString(), bounds.max?.toString()];
  const range = [min && `at least ${min}`, max && `at most ${max}`].filter(Boolean).join(", ");
  return {
    shape: { kind: "unit", unit: bounds.name, ...(min && { min }), ...(max && { max }) },
    read: (value, place) => {
      const parsed = isA(Type, value) ? value : typeof value === "string" ? Type.tryOf(value) : undefined;
      if (parsed === undefined) {
        return place.complain(wrongType(`${article(bounds.name)} such as "${EXAMPLES[bounds.name]}"`, value, place));
      }
      if (isComplaint(parsed)) return place.complain(parsed);
      const low = bounds.min && parsed.compare(bounds.min) < 0;
      if (!low && !(bounds.max && parsed.compare(bounds.max) > 0)) return parsed;
      const fix = `set it to ${(low ? min : max) ?? ""}`;
      return place.complain({ code: "out-of-range", got: parsed.toString(), allowed: range, fix });
    },
  };
}

/** A value that only our own classes can make. */
export function value<T extends object>(name: string, ...classes: readonly ClassOf<T>[]): FieldType<T> {
  return {
    shape: { kind: "value", names: classes.map((one) => one.name) },
    read: (given, place) =>
      classes.some((one) => isA(one, given)) ? (given as T) : place.complain(wrongType(name, given, place)),
  };
}

/** A list of one type. */
export function list<T>(of: FieldType<T>, most = MOST, least = 0): FieldType<readonly T[]> {
  return {
    shape: { kind: "list", of: of.shape, min: least, max: most },
    read: (given, place) => {
      if (!Array.isArray(given)) return place.complain(wrongType("a list", given, place));
      if (given.length < least) {
        const allowed = `at least ${least}`;
        return place.complain({ code: "too-few", got: `${given.length} items`, allowed, fix: "name one" });
      }
      if (given.length > most) {
        return place.complain({
          code: "too-many",
          got: `${given.length} items`,
          allowed: `at most ${most}`,
          fix: "split it",
        });
      }
      return Object.freeze(Array.from(given as unknown[], (item, index) => of.read(item, place.item(index)) as T));
    },
  };
}

/** A record of one type, in the order of its keys: what the user typed first does not matter. */
export function recordOf<T>(key: TextType, of: FieldType<T>, most = MOST): FieldType<Readonly<Record<string, T>>> {
  return {
    shape: { kind: "record", key: key.shape, of: of.shape, max: most },
    read: (given, place) => {
      const source = record(given, place);
      if (!source) return undefined;
      const names = Object.keys(source).sort(byCodeUnit);
      if (names.length > most) {
        return place.complain({
          code: "too-many",
          got: `${names.length} entries`,
          allowed: `at most ${most}`,
          fix: "split it",
        });
      }
      const result = Object.create(null) as Record<string, T>;
      for (const name of names) {
        const member = place.member(name);
        key.read(name, member);
        result[name] = readOwn(source, name, member, (item) => of.read(item, member)) as T;
      }
      return Object.freeze(result);
    },
  };
}

/** The first of several types whose kind of value it is. */
export function either<A, B>(test: (value: unknown) => boolean, a: FieldType<A>, b: FieldType<B>): FieldType<A | B> {
  return {
    shape: { kind: "either", of: [a.shape, b.shape] },
    read: (given, place) => (test(given) ? a.read(given, place) : b.read(given, place)),
  };
}

/** Order that does not depend on a locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
