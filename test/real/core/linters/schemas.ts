import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toolFiles } from "../../tools/cache";
import { OPENAPI_VERSIONS } from "../../tools/catalogue";
import { readManifests } from "../manifests";

/** A JSON schema, of OpenAPI or for kubeconform. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly GroupVersionKind[];
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly [keyword: string]: unknown;
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: ReadonlyArray<{ readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }>;
  };
}

type Definitions = Readonly<Record<string, Schema>>;

const REF = "#/definitions/";
const TEXT = { type: "string" };
const INT_OR_STRING = { oneOf: [TEXT, { type: "integer" }] };
const QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
/** The server's own words for a quantity that it can't read. */
const QUANTITY_TEXT = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";

/**
 * Writes strict schemas for every kind of each Kubernetes in `OPENAPI_VERSIONS`, and of the custom resources.
 * @returns what kubeconform and kubesec take as schema locations
 */
export function writeSchemas(folder: string): string[] {
  for (const version of OPENAPI_VERSIONS) writeKubernetes(join(folder, `${version}-standalone-strict`), version);
  for (const file of [...toolFiles("crds"), ...toolFiles("slo-crds")]) {
    const definitions = readManifests(file) as unknown as Definition[];
    for (const definition of definitions) if (definition.spec) writeCustom(join(folder, "custom"), definition);
  }
  return [folder, join(folder, "custom/{{.Group}}-{{.ResourceAPIVersion}}-{{.ResourceKind}}.json")];
}

function writeKubernetes(folder: string, version: string): void {
  const [document] = toolFiles("openapi", version);
  const { definitions } = JSON.parse(readFileSync(document!, "utf8")) as { definitions: Definitions };
  const strictOnes = Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, strict(schema)]));
  strictOnes[QUANTITY] = { oneOf: [{ ...TEXT, pattern: QUANTITY_TEXT }, { type: "number" }] };
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of Object.entries(definitions)) {
    const [kind, ...more] = schema["x-kubernetes-group-version-kind"] ?? [];
    if (!kind || more.length > 0) continue;
    const group = kind.group ? `-${kind.group.split(".")[0]!}` : "";
    const file = `${kind.kind}${group}-${kind.version}.json`.toLowerCase();
    const root = { $ref: REF + name, definitions: reachable(strictOnes, name) };
    writeFileSync(join(folder, file), JSON.stringify(root));
  }
}

function writeCustom(folder: string, { kind, spec }: Definition): void {
  if (kind !== "CustomResourceDefinition") return;
  mkdirSync(folder, { recursive: true });
  for (const { name, schema } of spec.versions) {
    const file = `${spec.group}-${name}-${spec.names.kind.toLowerCase()}.json`;
    const head = { apiVersion: TEXT, kind: TEXT, metadata: { type: "object" } };
    const { properties = {}, ...rest } = strict(schema.openAPIV3Schema);
    writeFileSync(join(folder, file), JSON.stringify({ ...rest, properties: { ...properties, ...head } }));
  }
}

/** The definitions that one leads to, itself included. */
function reachable(definitions: Definitions, root: string): Definitions {
  const seen = new Set([root]);
  for (const name of seen) {
    const refs = JSON.stringify(definitions[name]).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g);
    for (const [, found] of refs) seen.add(found!);
  }
  return Object.fromEntries([...seen].map((name) => [name, definitions[name]!]));
}

/** The schema without room for fields that it does not name. */
function strict(schema: Schema): Schema {
  if (schema.format === "int-or-string" || schema["x-kubernetes-int-or-string"]) return INT_OR_STRING;
  const { properties, items, additionalProperties: more } = schema;
  const isOpen = more !== undefined || schema["x-kubernetes-preserve-unknown-fields"] === true;
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, strict) }),
    ...(items && { items: strict(items) }),
    ...(typeof more === "object" && { additionalProperties: strict(more) }),
    ...(properties && !isOpen && { additionalProperties: false }),
  };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
