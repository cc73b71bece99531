export type { Field, FieldTable, FieldType, Shape } from "./field-type";
export { memberField } from "./member";
export { Place } from "./place";
export type { Finding } from "./place";
export { group, readFields } from "./read";
export type { Reading } from "./read";
export { byCodeUnit, choice, either, flag, integer, list, recordOf, text, unit, value } from "./types";
export { didYouMean } from "./did-you-mean";
