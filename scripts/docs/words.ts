import type { Field, Shape } from "../../lib/fields";
import { Resources } from "../../lib/resources";

/** A type in words, e.g. ``list of text``; a group links to its own section. */
export function typeOf(shape: Shape, section: string): string {
  switch (shape.kind) {
    case "text":
      return "text";
    case "integer":
      return "whole number";
    case "flag":
      return "`true` or `false`";
    case "choice":
      return shape.values.map((one) => code(one)).join(", ");
    case "unit":
      return shape.unit;
    case "value":
      return shape.names.map((name) => `\`${className(name)}\``).join(" or ");
    case "list":
      return `list: ${typeOf(shape.of, section)}`;
    case "record":
      return `record: ${typeOf(shape.of, section)}`;
    case "group":
      return `[see below](#${anchor(section)})`;
    case "either":
      return shape.of.map((one) => typeOf(one, section)).join(", or ");
    case "any":
      return "anything";
  }
}

/** A bundler puts _ before the name of a class that mentions itself. */
function className(name: string): string {
  return name.replace(/^_/, "");
}

/** The bounds of a type in words; empty when the type says it all. */
export function boundsOf(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return [shape.rule, ...shape.examples.slice(0, 1).map((one) => `e.g. ${code(one)}`)].join(", ");
    case "integer":
      return `${shape.min} to ${shape.max}`;
    case "unit":
      return [shape.min && `at least ${shape.min}`, shape.max && `at most ${shape.max}`].filter(Boolean).join(", ");
    case "list":
      return together([
        shape.min > 0 ? `${shape.min} to ${shape.max} items` : `at most ${shape.max} items`,
        boundsOf(shape.of),
      ]);
    case "record":
      return together([`at most ${shape.max} entries`, `key: ${shape.key.rule}`, boundsOf(shape.of)]);
    case "either":
      return together([...new Set(shape.of.map(boundsOf))]);
    default:
      return "";
  }
}

function together(parts: readonly string[]): string {
  return parts.filter(Boolean).join("; ");
}

/** What happens when a prop is left out: a value, a behaviour after a dash, or that it must not be. */
export function defaultOf(field: Field<unknown>): string {
  if (field.required) return "required";
  if (field.otherwise !== undefined) return `– ${field.otherwise}`;
  return code(field.default);
}

/** The anchor that a heading of this text gets. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}

function code(value: unknown): string {
  return `\`${typed(value)}\``;
}

/** A value as a user types it. */
function typed(value: unknown): string {
  const preset = Object.entries(Resources).find(([, one]) => one === value);
  if (preset) return `Resources.${preset[0]}`;
  if (Array.isArray(value)) return `[${value.map(typed).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${typed(item)}`);
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
}
