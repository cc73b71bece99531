import type { Problem } from "../../../lib/errors";
import { checkProgram } from "../../../lib/checks";
import type { Manifest, RenderedObject } from "../../../lib/rendered";
import { DECLARED, goodService, rendered } from "./sample";

/** A change of the good service. */
export interface Change {
  /** What is changed, for the title of the test. */
  readonly title: string;
  /** Kind of the object to change, or kind and name. @default - none is changed */
  readonly in?: string;
  /** New values by JSON path; undefined removes the field. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Objects to add: kind of a twin, its new name and its own changes. */
  readonly add?: readonly Twin[];
}

/** A change that breaks a rule, and the problem that it must be. */
export interface Fault extends Change {
  readonly code: string;
  /** Of the problem. @default - the changed object, or the last one added */
  readonly path?: string;
  /** Of the problem. @default - the first one that was set */
  readonly field?: string;
  readonly fix: string | RegExp;
  /** Part of what the API server says when it refuses the object too. @default - it takes it: a rule of our own, or what would never work */
  readonly server?: string;
}

/** A change of one field, the problem at that field, and what the API server says. */
export type FaultRow = readonly [
  title: string,
  field: string,
  value: unknown,
  code: string,
  fix: string,
  server?: string,
];

/** Rows that change one field, in one kind of object. */
export function faults(kind: string, rows: readonly FaultRow[]): Fault[] {
  return rows.map(([title, field, value, code, fix, server]) => {
    return { title, in: kind, set: { [field]: value }, code, fix, ...(server !== undefined && { server }) };
  });
}

/** A copy of an object of the good service. */
export interface Twin {
  readonly of: string;
  readonly name: string;
  readonly path?: string;
  readonly set?: Readonly<Record<string, unknown>>;
}

/** The good service with a change in it. */
export function changed(change: Change): RenderedObject[] {
  const objects = copies(goodService());
  const twins = (change.add ?? []).map((twin) => copy(objects, twin));
  if (change.in !== undefined) apply(objects[indexOf(objects, change.in)]!, change.set ?? {});
  return [...objects, ...twins];
}

/** The object that a change is about: the changed one, or the last one added. */
export function changedObject(change: Change): RenderedObject {
  const objects = changed(change);
  return change.in === undefined ? objects[objects.length - 1]! : objects[indexOf(goodService(), change.in)]!;
}

/** Objects that share nothing, not even a selector. */
function copies(objects: readonly RenderedObject[]): RenderedObject[] {
  return objects.map((object) => ({ ...object, manifest: JSON.parse(JSON.stringify(object.manifest)) as Manifest }));
}

/** The problems of these objects. */
export function problemsOf(objects: readonly RenderedObject[]): Problem[] {
  return checkProgram({ objects, declared: DECLARED });
}

function indexOf(objects: readonly RenderedObject[], which: string): number {
  const [kind, name = "storefront"] = which.split(" ");
  const found = objects.findIndex(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name);
  return found >= 0 ? found : objects.findIndex(({ manifest }) => manifest.kind === kind);
}

function copy(objects: readonly RenderedObject[], { of, name, path, set = {} }: Twin): RenderedObject {
  const manifest = JSON.parse(JSON.stringify(objects[indexOf(objects, of)]!.manifest)) as Manifest;
  const twin = rendered({ ...manifest, metadata: { ...manifest.metadata, name } }, path);
  apply(twin, set);
  return twin;
}

function apply({ manifest }: RenderedObject, set: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(set)) put(manifest, field, value);
}

/** Puts a value at a JSON path, and makes what is missing on the way; undefined removes the field. */
export function put(manifest: object, field: string, value: unknown): void {
  const steps = [...field.matchAll(/\["([^"]+)"\]|([^.[\]]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  const last = steps.pop() ?? "";
  let place = manifest as Record<string, unknown>;
  steps.forEach((step, index) => {
    const next = /^\d+$/.test(steps[index + 1] ?? last) ? [] : {};
    place = (place[step] ??= next) as Record<string, unknown>;
  });
  if (value === undefined) delete place[last];
  else place[last] = value;
}
