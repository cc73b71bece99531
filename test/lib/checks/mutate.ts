import type { Problem } from "../../../lib/errors";
import { checkProgram } from "../../../lib/checks";
import type { Manifest, RenderedObject } from "../../../lib/rendered";
import { DECLARED, goodService, rendered } from "./sample";

/** One fault put into the good service, and the problem that it must be. */
export interface Fault {
  /** The broken rule as a sentence, for the title of the test. */
  readonly title: string;
  /** Kind of the object to change, or kind and name. @default - none is changed */
  readonly in?: string;
  /** New values by JSON path; undefined removes the field. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Objects to add: kind of a twin, its new name and its own changes. */
  readonly add?: readonly Twin[];
  readonly code: string;
  /** Of the problem. @default - the changed object, or the last one added */
  readonly path?: string;
  /** Of the problem. @default - the first one that was set */
  readonly field?: string;
  readonly fix: string | RegExp;
}

/** A copy of an object of the good service. */
export interface Twin {
  readonly of: string;
  readonly name: string;
  readonly path?: string;
  readonly set?: Readonly<Record<string, unknown>>;
}

/** The good service with the fault in it. */
export function broken(fault: Fault): RenderedObject[] {
  const objects = goodService();
  const twins = (fault.add ?? []).map((twin) => copy(objects, twin));
  if (fault.in !== undefined) change(find(objects, fault.in), fault.set ?? {});
  return [...objects, ...twins];
}

/** The problems of these objects. */
export function problemsOf(objects: readonly RenderedObject[]): Problem[] {
  return checkProgram({ objects, declared: DECLARED });
}

function find(objects: readonly RenderedObject[], which: string): RenderedObject {
  const [kind, name = "storefront"] = which.split(" ");
  const found = objects.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name);
  return found ?? objects.filter(({ manifest }) => manifest.kind === kind)[0]!;
}

function copy(objects: readonly RenderedObject[], { of, name, path, set = {} }: Twin): RenderedObject {
  const manifest = JSON.parse(JSON.stringify(find(objects, of).manifest)) as Manifest;
  const twin = rendered({ ...manifest, metadata: { ...manifest.metadata, name } }, path);
  change(twin, set);
  return twin;
}

function change({ manifest }: RenderedObject, set: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(set)) put(manifest, field, value);
}

function put(manifest: object, field: string, value: unknown): void {
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
