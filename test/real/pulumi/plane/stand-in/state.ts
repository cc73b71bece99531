import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../../../../lib/rendered";
import type { KubeObject } from "../../../plane/kube-object";
import { isObject, openedProperties, type Properties, sealedLike } from "./properties";

const MANAGER = "__fieldManager";

/** What the engine keeps of a resource: the object as the server has it, the inputs, and the name under which we apply. */
export function stateOf(inputs: Properties, live: KubeObject, manager: string): Properties {
  const outputs = sealedLike(inputs, live as unknown as Properties) as Properties;
  return { ...outputs, __inputs: inputs, __initialApiVersion: live.apiVersion, [MANAGER]: manager };
}

/** The name under which the object of a state is applied. */
export function managerOf(state: Properties): string {
  return state[MANAGER] as string;
}

/** What the API server is asked for. */
export function wantedObject(inputs: Properties): KubeObject {
  return openedProperties(inputs) as unknown as KubeObject;
}

/**
 * The inputs that would lead to the object as it is now: as they were where `applied`, what applying them again would give, is what is
 * there; else what is there.
 */
export function observedInputs(inputs: Properties, live: KubeObject, applied: KubeObject): Properties {
  const seen = observed(openedProperties(inputs), live as unknown as Json, applied as unknown as Json);
  return sealedLike(inputs, seen!) as Properties;
}

function observed(input: Json, live: Json | undefined, applied: Json | undefined): Json | undefined {
  if (isDeepStrictEqual(live, applied)) return input;
  if (isObject(input) && isObject(live) && isObject(applied)) {
    const fields = Object.entries(input).map(
      ([key, value]) => [key, observed(value, live[key], applied[key])] as const,
    );
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Properties;
  }
  if (Array.isArray(input) && Array.isArray(live) && Array.isArray(applied) && live.length === input.length)
    return input.map((item, index) => observed(item, live[index], applied[index])!);
  return live;
}
