import type { Fields } from "../../lib/checks/read";
import { at, fields, list, text } from "../../lib/checks/read";
import type { RenderedObject } from "../../lib/rendered";
import { show } from "../../lib/show";
import type { Reader } from "./reader";

/** The environment of a program. */
export interface Variables {
  /** Name and value, in the order of the manifest. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  /** Variables whose values are secrets. */
  readonly secrets: readonly string[];
  /** Variables with the path of a file that holds a secret, and the name of that file. */
  readonly credentials: readonly (readonly [variable: string, file: string])[];
}

interface Place {
  readonly namespace: string;
  readonly objects: readonly RenderedObject[];
  /** Paths of mounted files with a secret each. */
  readonly files: ReadonlySet<string>;
  readonly reader: Reader;
}

/** Variables with their values, out of the ConfigMaps of the program too. */
export function readVariables(container: Fields, place: Place): Variables {
  const all = list(container["env"]).map(fields);
  if (list(container["envFrom"]).length > 0) place.reader.complain("envFrom", "all keys of an object", NO_SOURCE);
  const secrets = all.filter((one) => at(one, "valueFrom", "secretKeyRef") !== undefined).map(nameOf);
  const known = all.flatMap((one) => {
    if (secrets.includes(nameOf(one))) return [];
    const value = valueOf(one, place);
    if (value === undefined) place.reader.complain(`env.${nameOf(one)}`, show(one["valueFrom"]), NO_SOURCE);
    return value === undefined ? [] : [[nameOf(one), value] as const];
  });
  return {
    literals: known.filter(([, value]) => !place.files.has(value)),
    secrets,
    credentials: known
      .filter(([, value]) => place.files.has(value))
      .map(([name, path]) => [name, path.slice(path.lastIndexOf("/") + 1)] as const),
  };
}

const NO_SOURCE = {
  code: "host-variable",
  allowed: "a literal value, a key of a ConfigMap of the program, or a key of a Secret",
  fix: "give the value as config",
};

function nameOf(variable: Fields): string {
  return text(variable["name"]) ?? "";
}

function valueOf(variable: Fields, { namespace, objects }: Place): string | undefined {
  const reference = at(variable, "valueFrom", "configMapKeyRef");
  if (reference === undefined) return variable["valueFrom"] === undefined ? (text(variable["value"]) ?? "") : undefined;
  const { name, key } = fields(reference);
  const map = objects.find(
    ({ manifest }) =>
      manifest.kind === "ConfigMap" && manifest.metadata.name === name && manifest.metadata.namespace === namespace,
  );
  return text(at(map?.manifest, "data", String(key)));
}
