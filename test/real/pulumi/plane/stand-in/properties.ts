import type { Json } from "../../../../../lib/rendered";

/** Inputs or state of a resource as the engine sends them: JSON with marks for secrets, and a text in the place of what is unknown. */
export type Properties = Record<string, Json>;

/** What the engine and the SDK write in the place of a value that only `up` will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value is an object, and neither a list nor null. */
export function isObject(value: Json | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether some of it will only be known by `up`. */
export function hasUnknown(value: Json): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** The value with its secrets laid open, as the API server wants it. */
export function opened(value: Json): Json {
  if (Array.isArray(value)) return value.map(opened);
  if (!isObject(value)) return value;
  return isSecret(value) ? opened(value["value"]!) : openedProperties(value);
}

/** The same for the properties of a resource. */
export function openedProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, opened(value)]));
}

/** What comes out of a resource, marked where its inputs were marked; the content of a Secret is marked in any case. */
export function sealedLike(inputs: Json, output: Json): Json {
  if (!isObject(output)) return output;
  if (output["kind"] === "Secret") return sealedContent(output);
  if (!isObject(inputs)) return output;
  const sealed = Object.entries(output).map(([key, value]) => [key, sealedField(inputs[key], value)]);
  return Object.fromEntries(sealed) as Properties;
}

function sealedField(input: Json | undefined, output: Json): Json {
  if (input === undefined) return output;
  if (isObject(input) && !isSecret(input) && isObject(output)) return sealedLike(input, output);
  return hasSecret(input) ? secret(output) : output;
}

function sealedContent(object: Properties): Properties {
  const content = ["data", "stringData"].filter((field) => object[field] !== undefined);
  return { ...object, ...Object.fromEntries(content.map((field) => [field, secret(object[field]!)])) };
}

function isSecret(value: Properties): boolean {
  return value[SIGNATURE] === SECRET;
}

function hasSecret(value: Json): boolean {
  if (isObject(value) && isSecret(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasSecret);
}

function secret(value: Json): Properties {
  return { [SIGNATURE]: SECRET, value };
}
