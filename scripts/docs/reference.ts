import type { Field, FieldTable, Shape } from "../../lib/fields";
import { boundsOf, defaultOf, typeOf } from "./words";

/** A front door: its name, its source, a program that uses it, and its field table. */
export interface FrontDoor {
  readonly name: string;
  readonly source: string;
  readonly example: string | undefined;
  readonly table: FieldTable<object>;
}

interface Section {
  readonly heading: string;
  readonly fields: Readonly<Record<string, Field<unknown>>>;
}

/** The reference page of a front door: one row for each prop, one section for each group. */
export function referencePage({ name, source, example, table }: FrontDoor): string {
  const own = { heading: "Props", fields: table as Section["fields"] };
  const parts = [
    "<!-- Written by `npm run docs` from the field table; edits are overwritten. -->",
    `# ${name}`,
    classDoc(name, source),
    ...(example ? [`\`\`\`ts\n${example.trim()}\n\`\`\``] : []),
    "Values such as `ImageRef` or `Resources`, and how times and sizes are written: [values](values.md).",
    ...[own, ...groups("", own.fields)].map(section),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The text of the comment above a class. */
function classDoc(name: string, source: string): string {
  const end = source.indexOf(`*/\nexport class ${name} `);
  const comment = source.slice(source.lastIndexOf("/**", end) + 3, end).replace(/^ *\* ?/gm, "");
  return comment.split(/^@/m)[0]!.trim();
}

function section({ heading, fields }: Section): string {
  const rows = Object.entries(fields).map(([prop, field]) => {
    const { shape } = field.type;
    const within = heading === "Props" ? prop : `${heading.replaceAll("`", "")}.${prop}`;
    const cells = [`\`${prop}\``, typeOf(shape, within), boundsOf(shape), defaultOf(field), sentence(field.doc)];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  });
  return [
    `## ${heading}\n`,
    "| Prop | Type | Bounds | Default | What it decides |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** The groups below some fields, outer ones first. */
function groups(prefix: string, fields: Section["fields"]): Section[] {
  return Object.entries(fields).flatMap(([prop, { type }]) => {
    const path = prefix ? `${prefix}.${prop}` : prop;
    return groupsOf(type.shape).flatMap((inner) => [{ heading: `\`${path}\``, fields: inner }, ...groups(path, inner)]);
  });
}

function groupsOf(shape: Shape): Section["fields"][] {
  switch (shape.kind) {
    case "group":
      return [shape.fields];
    case "list":
    case "record":
      return groupsOf(shape.of);
    case "either":
      return shape.of.flatMap(groupsOf);
    default:
      return [];
  }
}

function sentence(text: string): string {
  const isWord = /^[a-z]+\b/.test(text);
  return `${isWord ? text.charAt(0).toUpperCase() : text.charAt(0)}${text.slice(1)}.`;
}
