import { distinct } from "./choices";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";
import type { Fields } from "./read";
import { at, fields, list, text } from "./read";
import { remembered } from "./remembered";

/** The keys of an object; "any" when they are only known in the cluster. */
export type Keys = ReadonlySet<string> | "any";

/** The ConfigMaps and Secrets that the program makes, itself or through an operator, with their keys. */
export class KeySources {
  readonly #keys = new Map<string, Keys>();
  readonly #names = new Map<string, string[]>();
  readonly #sortedNames = remembered((place) => distinct(this.#names.get(place) ?? []));

  constructor(program: ProgramIndex) {
    for (const entry of program.ofKind("ConfigMap"))
      this.#add("ConfigMap", entry, entry.name, keysOf(entry, "data", "binaryData"));
    for (const entry of program.ofKind("Secret")) this.#add("Secret", entry, entry.name, secretKeys(entry));
    for (const entry of program.ofKind("external-secrets.io/ExternalSecret")) this.#addExternal(entry);
    for (const entry of program.ofKind("bitnami.com/SealedSecret")) this.#addSealed(entry);
    for (const entry of program.ofKind("secrets-store.csi.x-k8s.io/SecretProviderClass")) this.#addProvided(entry);
    for (const entry of program.ofKind("cert-manager.io/Certificate")) {
      this.#add("Secret", entry, text(at(entry.object.manifest, "spec", "secretName")), "any");
    }
  }

  /** The keys of a ConfigMap or Secret; nothing when the program makes none of that name. */
  keys(kind: string, namespace: string, name: string): Keys | undefined {
    return this.#keys.get(`${kind}\n${namespace}\n${name}`);
  }

  /** Names of the ConfigMaps or Secrets in a namespace, each once, sorted. */
  names(kind: string, namespace: string): readonly string[] {
    return this.#sortedNames(`${kind}
${namespace}`);
  }

  #add(kind: "ConfigMap" | "Secret", { namespace }: Entry, name: string | undefined, keys: Keys): void {
    if (!name) return;
    const key = `${kind}\n${namespace}\n${name}`;
    const known = this.#keys.get(key);
    this.#keys.set(key, known === undefined ? keys : merge(known, keys));
    const names = this.#names.get(`${kind}\n${namespace}`);
    if (names) names.push(name);
    else this.#names.set(`${kind}\n${namespace}`, [name]);
  }

  #addExternal(entry: Entry): void {
    const spec = fields(entry.object.manifest["spec"]);
    const name = text(at(spec, "target", "name")) ?? entry.name;
    const template = fields(at(spec, "target", "template"));
    const fetched = list(spec["data"]).map((value) => text(fields(value)["secretKey"]) ?? "");
    const made = Object.keys(fields(template["data"]));
    const isOpen = list(spec["dataFrom"]).length > 0 || list(template["templateFrom"]).length > 0;
    const isReplaced = made.length > 0 && template["mergePolicy"] !== "Merge";
    this.#add("Secret", entry, name, isOpen ? "any" : new Set(isReplaced ? made : [...fetched, ...made]));
  }

  #addSealed(entry: Entry): void {
    const spec = fields(entry.object.manifest["spec"]);
    const name = text(at(spec, "template", "metadata", "name")) ?? entry.name;
    const keys = [...Object.keys(fields(spec["encryptedData"])), ...Object.keys(fields(at(spec, "template", "data")))];
    this.#add("Secret", entry, name, new Set(keys));
  }

  #addProvided(entry: Entry): void {
    for (const value of list(at(entry.object.manifest, "spec", "secretObjects"))) {
      const { secretName, data } = fields(value);
      this.#add("Secret", entry, text(secretName), new Set(list(data).map((item) => text(fields(item)["key"]) ?? "")));
    }
  }
}

/** A token Secret gets its data from Kubernetes. */
function secretKeys(entry: Entry): Keys {
  const isToken = entry.object.manifest["type"] === "kubernetes.io/service-account-token";
  return isToken ? "any" : keysOf(entry, "data", "stringData");
}

function keysOf({ object }: Entry, ...places: readonly string[]): Set<string> {
  return new Set(places.flatMap((place) => Object.keys(mapOf(object.manifest, place))));
}

function mapOf(manifest: Fields, place: string): Fields {
  return fields(manifest[place]);
}

function merge(a: Keys, b: Keys): Keys {
  return a === "any" || b === "any" ? "any" : new Set([...a, ...b]);
}
