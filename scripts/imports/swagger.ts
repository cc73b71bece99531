import type { Field, Interface, Kind } from "./model";
import { arrayOf, firstSentence, mapOf } from "./model";
import { stop } from "./stop";

/** A schema in the OpenAPI document of Kubernetes, as far as it is used here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly "x-kubernetes-group-version-kind"?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The OpenAPI document of Kubernetes, as far as it is used here. */
export interface Swagger {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly paths: Readonly<
    Record<string, { readonly post?: { readonly "x-kubernetes-group-version-kind"?: GroupVersionKind } }>
  >;
}

// What only the server writes.
const SERVER_WRITTEN: Readonly<Record<string, readonly string[]>> = {
  Namespace: ["spec"],
  ObjectMeta: [
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
  ],
};

const ALIASES: Readonly<Record<string, string>> = {
  IntOrString: "IntOrString",
  Quantity: "Quantity",
  Time: "string",
  MicroTime: "string",
};

/** The short name of a definition: `io.k8s.api.core.v1.PodSpec` → `PodSpec`. */
export function shortName(definition: string): string {
  return definition.slice(definition.lastIndexOf(".") + 1);
}

/** The definition that a schema leads to, directly or as the items of a list or map. */
export function target(schema: Schema): string | undefined {
  const inner = schema.items ?? schema.additionalProperties;
  if (inner) return target(inner);
  return schema.$ref && !ALIASES[shortName(schema.$ref)] ? schema.$ref.slice("#/definitions/".length) : undefined;
}

/** The fields of a definition that a user writes. */
export function writtenFields(swagger: Swagger, definition: string): Array<[string, Schema]> {
  const { properties = {} } = swagger.definitions[definition] ?? stop(`${definition} is not in the OpenAPI document`);
  const skipped = SERVER_WRITTEN[shortName(definition)] ?? [];
  return Object.entries(properties).filter(([name]) => name !== "status" && !skipped.includes(name));
}

/** The names of the definitions that can be reached from some of them, sorted by their short names. */
export function reachable(swagger: Swagger, roots: readonly string[]): string[] {
  const seen = new Set(roots);
  for (const definition of seen) {
    const targets = writtenFields(swagger, definition).map(([, field]) => target(field));
    for (const found of targets) if (found) seen.add(found);
  }
  return [...seen].sort((a, b) => (shortName(a) < shortName(b) ? -1 : 1));
}

/** Interfaces for definitions, with the fields of the newest document; a field that any document requires is required. */
export function interfacesOf(documents: readonly Swagger[], definitions: readonly string[]): Interface[] {
  const names = definitions.map(shortName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) stop(`two definitions are named ${twice}`);
  const newest = documents.at(-1)!;
  return definitions.map((definition) => {
    const schema = newest.definitions[definition]!;
    const required = new Set(documents.flatMap((document) => document.definitions[definition]?.required ?? []));
    const fields = writtenFields(newest, definition).map(([name, field]) =>
      fieldOf(name, field, required, kindOf(schema)),
    );
    return { name: shortName(definition), doc: firstSentence(schema.description), fields };
  });
}

/** The kind of a definition, and whether its objects live outside of namespaces. */
export function kindIn(swagger: Swagger, definition: string): Kind {
  const kind = kindOf(swagger.definitions[definition]!) ?? stop(`${definition} has no kind`);
  const paths = Object.entries(swagger.paths).filter(([, path]) =>
    same(path.post?.["x-kubernetes-group-version-kind"], kind),
  );
  const clusterScoped = paths.length > 0 && !paths.some(([path]) => path.includes("{namespace}"));
  return { kind: kind.kind, apiVersion: apiVersionOf(kind), clusterScoped };
}

function fieldOf(
  name: string,
  schema: Schema,
  required: ReadonlySet<string>,
  kind: GroupVersionKind | undefined,
): Field {
  if (kind && name === "apiVersion")
    return { name, type: JSON.stringify(apiVersionOf(kind)), optional: false, doc: "" };
  if (kind && name === "kind") return { name, type: JSON.stringify(kind.kind), optional: false, doc: "" };
  const always = name === "spec" || (kind && name === "metadata") || required.has(name);
  return { name, type: typeOf(schema), optional: !always, doc: firstSentence(schema.description) };
}

function typeOf(schema: Schema): string {
  if (schema.$ref) {
    const name = shortName(schema.$ref);
    return ALIASES[name] ?? name;
  }
  if (schema.type === "array") return arrayOf(typeOf(schema.items!));
  if (schema.additionalProperties) return mapOf(typeOf(schema.additionalProperties));
  return PRIMITIVES[schema.type ?? ""] ?? stop(`no type for ${JSON.stringify(schema)}`);
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: "string",
  boolean: "boolean",
  integer: "number",
  number: "number",
};

function kindOf(schema: Schema): GroupVersionKind | undefined {
  const kinds = schema["x-kubernetes-group-version-kind"] ?? [];
  return kinds.length === 1 ? kinds[0] : undefined;
}

function apiVersionOf({ group, version }: GroupVersionKind): string {
  return group ? `${group}/${version}` : version;
}

function same(a: GroupVersionKind | undefined, b: GroupVersionKind): boolean {
  return a?.group === b.group && a.version === b.version && a.kind === b.kind;
}
