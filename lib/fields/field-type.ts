import type { Place } from "./place";

/**
 * What a field may hold. `read` checks a value from the outside and gives it back parsed, or records what is wrong and gives nothing;
 * `shape` says the same as data, for documentation and for generators of test values.
 */
export interface FieldType<T> {
  readonly shape: Shape;
  read(value: unknown, place: Place): T | undefined;
}

/** A rule for texts in words, with texts that keep it. */
export interface TextShape {
  readonly kind: "text";
  readonly rule: string;
  readonly examples: readonly string[];
}

/** The bounds of a type as data. */
export type Shape =
  | TextShape
  | { readonly kind: "integer"; readonly min: number; readonly max: number }
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly values: readonly (string | number)[] }
  | { readonly kind: "unit"; readonly unit: string; readonly min?: string; readonly max?: string }
  | { readonly kind: "value"; readonly names: readonly string[] }
  | { readonly kind: "list"; readonly of: Shape; readonly min: number; readonly max: number }
  | { readonly kind: "record"; readonly key: TextShape; readonly of: Shape; readonly max: number }
  | { readonly kind: "group"; readonly fields: Readonly<Record<string, Field<unknown>>> }
  | { readonly kind: "either"; readonly of: readonly Shape[] }
  | { readonly kind: "any" };

/** One prop: its type, its default, and one sentence of documentation. */
export interface Field<T> {
  readonly type: FieldType<T>;
  /** One sentence: what it decides. */
  readonly doc: string;
  /** There is no default and nobody could guess it. */
  readonly required?: boolean;
  /** The value when the prop is left out, as a user would type it. */
  readonly default?: unknown;
  /** What happens when the prop is left out, where it is a behaviour and not a value. */
  readonly otherwise?: string;
}

/** One field per prop; the compiler sees to it that none is missing. */
export type FieldTable<T> = { readonly [K in keyof T]-?: Field<T[K]> };
