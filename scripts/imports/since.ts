import type { Defaults } from "./feature-gates";
import { firstOn } from "./feature-gates";
import { stop } from "./stop";
import type { Swagger } from "./swagger";
import { shortName, target, writtenFields } from "./swagger";

/** What is known of one minor of Kubernetes. */
export interface Release {
  readonly minor: string;
  readonly swagger: Swagger;
  readonly defaults: Defaults;
}

/** One field that not every supported minor accepts and honours. */
export interface Entry {
  /** `Definition.field`, `Definition.field=value` or `Definition.field~use`. */
  readonly key: string;
  /** The first minor with the field; null when even the newest withholds it. */
  readonly minor: string | null;
  /** A feature gate, or `schema`. */
  readonly evidence: string;
}

/** The fields of definitions that came after the oldest release, or that a gate withholds there; sorted by key. */
export function entriesOf(
  releases: readonly Release[],
  definitions: readonly string[],
  gated: Readonly<Record<string, string>>,
): Entry[] {
  const schema = new Map(definitions.flatMap((definition) => ages(releases, definition)));
  const entries = new Map<string, Entry>();
  for (const [key, { minor, asOldAsOwner }] of schema) {
    if (!asOldAsOwner) entries.set(key, { key, minor, evidence: "schema" });
  }
  for (const [key, gate] of Object.entries(gated)) {
    const field = schema.get(key.replace(/[=~].*/, "")) ?? stop(`no kind has a field ${key}`);
    const on = firstOn(gate, releases);
    const later = on === null || isAfter(releases, on, field.minor);
    if (later || entries.has(key)) entries.set(key, { key, minor: later ? on : field.minor, evidence: gate });
  }
  const oldest = releases[0]!.minor;
  return [...entries.values()].filter(({ minor }) => minor !== oldest).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** For each definition, the fields that lead towards a definition with an entry. */
export function pathsTo(
  entries: readonly Entry[],
  swagger: Swagger,
  definitions: readonly string[],
): Map<string, ReadonlyArray<[string, string]>> {
  const edges = definitions.map((definition) => [shortName(definition), leadsOf(swagger, definition)] as const);
  const wanted = new Set(entries.map(({ key }) => key.slice(0, key.indexOf("."))));
  for (let size = 0; size < wanted.size;) {
    size = wanted.size;
    for (const [name, leads] of edges) if (leads.some(([, to]) => wanted.has(to))) wanted.add(name);
  }
  const towards = edges.map(([name, leads]) => [name, leads.filter(([, to]) => wanted.has(to))] as const);
  return new Map(towards.filter(([, leads]) => leads.length > 0));
}

function leadsOf(swagger: Swagger, definition: string): Array<[string, string]> {
  return writtenFields(swagger, definition).flatMap(([field, schema]): Array<[string, string]> => {
    const to = target(schema);
    return to ? [[field, shortName(to)]] : [];
  });
}

interface Age {
  readonly minor: string;
  /** The field came together with its definition: the field that leads there says enough. */
  readonly asOldAsOwner: boolean;
}

function ages(releases: readonly Release[], definition: string): Array<[string, Age]> {
  const owner = releases.find(({ swagger }) => definition in swagger.definitions)!;
  return writtenFields(releases.at(-1)!.swagger, definition).map(([field]) => {
    const first = releases.find(({ swagger }) => field in (swagger.definitions[definition]?.properties ?? {}))!;
    return [`${shortName(definition)}.${field}`, { minor: first.minor, asOldAsOwner: first === owner }];
  });
}

function isAfter(releases: readonly Release[], minor: string, other: string): boolean {
  const minors = releases.map((release) => release.minor);
  return minors.indexOf(minor) > minors.indexOf(other);
}
