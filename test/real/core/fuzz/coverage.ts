import { inspect } from "node:util";
import type { Shape } from "../../../../lib/fields";
import type { Table } from "../../../support/generators/shapes";

/** A prop that holds a value of its own, e.g. `scaling.min`, `calls[]`, `ports.*.port` or `metrics (Metrics)`. */
interface Leaf {
  readonly path: string;
  readonly shape: Shape;
}

/** Counts which props of a table were given, and with how many different values. */
export class Coverage {
  private readonly seen = new Map<string, { count: number; readonly values: Set<string> }>();

  constructor(private readonly table: Table) {
    for (const { path } of Object.entries(table).flatMap(([name, { type }]) => leaves(name, type.shape)))
      this.seen.set(path, { count: 0, values: new Set() });
  }

  add(props: Readonly<Record<string, unknown>>): void {
    for (const [name, { type }] of Object.entries(this.table)) this.visit(name, type.shape, props[name]);
  }

  /** Props that had fewer than two values. */
  unvaried(): string[] {
    return [...this.seen].filter(([, { values }]) => values.size < 2).map(([path]) => path);
  }

  /** `prop count`, the rarest first. */
  toString(): string {
    const rows = [...this.seen].sort(([, a], [, b]) => a.count - b.count);
    return rows.map(([path, { count }]) => `${path} ${count}`).join(", ");
  }

  private visit(path: string, shape: Shape, value: unknown): void {
    if (value === undefined || !fits(shape, value)) return;
    for (const [step, inner, item] of members(shape, value)) this.visit(path + step, inner, item);
    for (const leaf of isLeaf(shape) ? leaves(path, shape) : []) {
      const found = isInstance(leaf.path, value) && this.seen.get(leaf.path);
      if (found) this.count(found, value);
    }
  }

  private count(found: { count: number; readonly values: Set<string> }, value: unknown): void {
    found.count += 1;
    if (found.values.size < 2) found.values.add(inspect(value, { depth: 4, maxStringLength: 100 }));
  }
}

type Member = readonly [step: string, shape: Shape, value: unknown];

function members(shape: Shape, value: unknown): Member[] {
  switch (shape.kind) {
    case "list":
      return (value as unknown[]).map((item) => ["[]", shape.of, item]);
    case "record":
      return Object.values(value as object).map((item) => [".*", shape.of, item]);
    case "group":
      return Object.entries(shape.fields).map(([name, { type }]) => {
        return [`.${name}`, type.shape, (value as Record<string, unknown>)[name]];
      });
    case "either":
      return shape.of.map((one) => ["", one, value]);
    default:
      return [];
  }
}

function isLeaf({ kind }: Shape): boolean {
  return !["list", "record", "group", "either"].includes(kind);
}

function leaves(path: string, shape: Shape): Leaf[] {
  switch (shape.kind) {
    case "list":
      return leaves(`${path}[]`, shape.of);
    case "record":
      return leaves(`${path}.*`, shape.of);
    case "group":
      return Object.entries(shape.fields).flatMap(([name, { type }]) => leaves(`${path}.${name}`, type.shape));
    case "either":
      return shape.of.flatMap((one) => leaves(path, one));
    case "value":
      return shape.names.map((name) => ({ path: `${path} (${name})`, shape }));
    default:
      return [{ path, shape }];
  }
}

/** Whether a value is of the kind that a shape asks for; of several alternatives, only one is. */
function fits(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case "list":
      return Array.isArray(value);
    case "group":
    case "record":
      return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    case "text":
      return typeof value === "string";
    case "integer":
      return typeof value === "number";
    case "unit":
      return typeof value === "string" || typeof value === "number";
    case "choice":
      return shape.values.includes(value as string);
    case "value":
      return typeof value === "symbol" || shape.names.includes((value as object).constructor.name);
    default:
      return true;
  }
}

/** Of the classes that a prop takes, the one that a value has. */
function isInstance(path: string, value: unknown): boolean {
  const [, name] = / \((\w+)\)$/.exec(path) ?? [];
  return name === undefined || typeof value === "symbol" || (value as object).constructor.name === name;
}
