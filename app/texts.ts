import { memberField } from "../lib/fields";
import type { Json } from "../lib/rendered";

/** A text in a manifest, and the field that it stands in. */
export type PlacedText = readonly [field: string, text: string];

/** Every text among the values of a manifest; keys are none. */
export function textsIn(value: Json, field = ""): readonly PlacedText[] {
  if (typeof value === "string") return [[field, value]];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, `${field}[${index}]`));
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, memberField(field, key)));
}
