import type { Json } from "../../../../../lib/rendered";
import type { KubeObject } from "../../../plane/kube-object";
import { isForeign } from "./managed-fields";
import { isObject, type Properties } from "./properties";

/**
 * The object with its ignored fields, as `spec.replicas`, as they are in the cluster, and without those that belong to somebody else.
 *
 * Source: handleSSAIgnoreFields in provider/pkg/await/await.go of pulumi-kubernetes 4.32.
 */
export function withoutIgnored(
  wanted: KubeObject,
  live: KubeObject,
  fields: readonly string[],
  manager: string,
): KubeObject {
  const changed = fields.reduce(
    (object, field) => {
      const path = field.split(".");
      if (isForeign(live, field, manager)) return withField(object, path, undefined);
      const value = path.reduce(fieldOf, live as unknown as Json | undefined);
      return value === undefined ? object : withField(object, path, value);
    },
    wanted as unknown as Properties,
  );
  return changed as unknown as KubeObject;
}

function fieldOf(object: Json | undefined, step: string): Json | undefined {
  return isObject(object) ? object[step] : undefined;
}

function withField(object: Properties, [step = "", ...rest]: readonly string[], value: Json | undefined): Properties {
  const { [step]: old, ...others } = object;
  if (rest.length > 0) return isObject(old) ? { ...object, [step]: withField(old, rest, value) } : object;
  return value === undefined ? others : { ...others, [step]: value };
}
