import { load } from "js-yaml";
import type { Field, Interface, Kind } from "./model";
import { arrayOf, firstSentence, mapOf } from "./model";
import { stop } from "./stop";

/** A custom kind and its interfaces, the kind itself first. */
export interface CustomKind extends Kind {
  readonly interfaces: readonly Interface[];
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly scope: "Cluster" | "Namespaced";
    readonly names: { readonly kind: string };
    readonly versions: ReadonlyArray<{
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }>;
  };
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
}

/** Reads one version of a custom resource definition. */
export function readCrd(yaml: string, version: string): CustomKind {
  const { spec } = load(yaml) as Crd;
  const { kind } = spec.names;
  const served = spec.versions.find(({ name, served }) => name === version && served);
  const schema = served?.schema.openAPIV3Schema ?? stop(`${kind} has no version ${version}`);
  const apiVersion = `${spec.group}/${version}`;
  const { fields, interfaces } = new Nested(kind).visit(schema);
  const head: Field[] = [
    { name: "apiVersion", type: JSON.stringify(apiVersion), optional: false, doc: "" },
    { name: "kind", type: JSON.stringify(kind), optional: false, doc: "" },
    { name: "metadata", type: "ObjectMeta", optional: false, doc: "" },
  ];
  const own = { name: kind, doc: firstSentence(schema.description), fields: [...head, ...fields] };
  return { kind, apiVersion, clusterScoped: spec.scope === "Cluster", interfaces: [own, ...interfaces] };
}

const HEAD = ["apiVersion", "kind", "metadata", "status"];

/** Gives every object inside of a schema an interface, named after its first place: `HTTPRouteSpecRulesMatches`. Equal ones share it. */
class Nested {
  private readonly interfaces: Interface[] = [];
  private readonly shapes = new Map<string, string>();

  constructor(private readonly kind: string) {}

  visit(schema: Schema): { fields: Field[]; interfaces: Interface[] } {
    const fields = this.fieldsOf(schema, this.kind)
      .filter(({ name }) => !HEAD.includes(name))
      .map((field) => (field.name === "spec" ? { ...field, optional: false } : field));
    return { fields, interfaces: this.interfaces };
  }

  private fieldsOf(schema: Schema, owner: string): Field[] {
    const all = Object.entries(schema.properties ?? {}).filter(([name]) => owner !== this.kind || !HEAD.includes(name));
    return all.map(([name, field]) => ({
      name,
      type: this.typeOf(field, owner + name.charAt(0).toUpperCase() + name.slice(1)),
      optional: !schema.required?.includes(name),
      doc: firstSentence(field.description),
    }));
  }

  private typeOf(schema: Schema, name: string): string {
    if (schema["x-kubernetes-int-or-string"]) return "IntOrString";
    if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
    if (schema.items) return arrayOf(this.typeOf(schema.items, name));
    if (schema.additionalProperties) return mapOf(this.typeOf(schema.additionalProperties, name));
    if (schema.properties) return this.add(name, schema);
    if (!schema.type && schema["x-kubernetes-preserve-unknown-fields"]) return "unknown";
    return PRIMITIVES[schema.type ?? ""] ?? stop(`no type for ${name}`);
  }

  private add(name: string, schema: Schema): string {
    const place = this.interfaces.push({ name, doc: "", fields: [] }) - 1;
    const fields = this.fieldsOf(schema, name);
    const shape = JSON.stringify(fields);
    const same = this.shapes.get(shape);
    if (same) {
      this.interfaces.length = place;
      return same;
    }
    this.shapes.set(shape, name);
    this.interfaces[place] = { name, doc: firstSentence(schema.description), fields };
    return name;
  }
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: "string",
  boolean: "boolean",
  integer: "number",
  number: "number",
  object: "Record<string, unknown>",
};
