import type { Problem } from "../../errors";
import { isLaterText } from "../../later";
import { configKey } from "../../names";
import type { RenderedObject } from "../../rendered";
import { show } from "../../show";
import { memberField } from "../../fields";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { fields, text } from "../read";

/** Bytes of all values (kubernetes pkg/apis/core/types.go `MaxSecretSize`, for ConfigMaps too). */
const LIMIT = 1_048_576;

/** ConfigMaps hold texts within Kubernetes' limits, and no Secret holds its secret in the output. */
export function checkData(program: ProgramIndex): Problem[] {
  const maps = program.ofKind("ConfigMap").flatMap(({ object }) => checkMap(object, "data", "binaryData"));
  const secrets = program
    .ofKind("Secret")
    .flatMap(({ object }) => [...literal(object), ...checkMap(object, "stringData", "data")]);
  return [...maps, ...secrets];
}

function literal(object: RenderedObject): Problem[] {
  return ["data", "stringData"].flatMap((place) => {
    const values = fields(object.manifest[place]);
    const keys = Object.keys(values).filter((key) => !isLaterText(text(values[key]) ?? ""));
    if (keys.length === 0) return [];
    const complaint = {
      code: "literal-secret",
      got: `the values of ${show(keys)}, masked here`,
      allowed: "no secret in a file: who reads the output, or its Git history, has it",
      fix: "make it with an ExternalSecret or SealedSecret, or declare that it exists",
    };
    return [problem(object, place, complaint)];
  });
}

/** One of the two maps holds plain texts, the other base64. */
function checkMap(object: RenderedObject, plain: string, binary: string): Problem[] {
  const texts = fields(object.manifest[plain]);
  const binaries = fields(object.manifest[binary]);
  const sizes: Size[] = [];
  const problems: Problem[] = [];
  for (const key of Object.keys(texts)) {
    const value = texts[key];
    const field = memberField(plain, key);
    problems.push(...grammar(object, field, key), ...notText(object, field, key, value));
    if (Object.hasOwn(binaries, key)) problems.push(twice(object, field, key, [plain, binary]));
    if (typeof value === "string")
      sizes.push({ key, bytes: value.length * 3 > LIMIT ? Buffer.byteLength(value) : value.length });
  }
  for (const key of Object.keys(binaries)) {
    const value = binaries[key];
    problems.push(
      ...grammar(object, memberField(binary, key), key),
      ...notBase64(object, memberField(binary, key), key, value),
    );
    if (typeof value === "string") sizes.push({ key, bytes: Math.floor((value.length * 3) / 4) });
  }
  return [...problems, ...tooLarge(object, plain, sizes)];
}

interface Size {
  readonly key: string;
  readonly bytes: number;
}

function grammar(object: RenderedObject, field: string, key: string): Problem[] {
  const complaint = configKey(key);
  return complaint ? [problem(object, field, complaint)] : [];
}

function notText(object: RenderedObject, field: string, key: string, value: unknown): Problem[] {
  if (typeof value === "string") return [];
  const allowed = "a text: Kubernetes refuses other values, and drops null without a word";
  const isScalar = typeof value === "number" || typeof value === "boolean";
  const fix = isScalar ? `write it in quotes: ${show(String(value), key)}` : "write it as JSON text, or remove the key";
  return [problem(object, field, { code: "not-a-text", got: show(value, key), allowed, fix })];
}

function twice(
  object: RenderedObject,
  field: string,
  key: string,
  [plain, binary]: readonly [string, string],
): Problem {
  const allowed = `each key once, in ${plain} or in ${binary}`;
  const fix = `remove it from one of ${plain} and ${binary}`;
  return problem(object, field, {
    code: "duplicate-key",
    got: `${show(key)} in both ${plain} and ${binary}`,
    allowed,
    fix,
  });
}

function notBase64(object: RenderedObject, field: string, key: string, value: unknown): Problem[] {
  if (typeof value === "string" && isBase64(value.replace(/[\r\n]/g, ""))) return [];
  const allowed = "base64 of the standard alphabet, padded with =";
  const fix = 'encode the bytes, e.g. Buffer.from(bytes).toString("base64"), or put the text into data';
  return [problem(object, field, { code: "not-base64", got: show(value, key), allowed, fix })];
}

function isBase64(text: string): boolean {
  const padding = text.indexOf("=");
  const isPadded = padding < 0 || (padding >= text.length - 2 && text.endsWith("="));
  return text.length % 4 === 0 && isPadded && !/[^A-Za-z0-9+/=]/.test(text);
}

function tooLarge(object: RenderedObject, field: string, sizes: Size[]): Problem[] {
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  if (bytes <= LIMIT) return [];
  const biggest = sizes.reduce((most, size) => (size.bytes > most.bytes ? size : most));
  const complaint = {
    code: "data-too-large",
    got: `${bytes} bytes, ${biggest.bytes} of them in ${show(biggest.key)}`,
    allowed: `at most ${LIMIT} bytes (1 MiB) of values`,
    fix: `put ${show(biggest.key)} into the image or a volume, or split it`,
  };
  return [problem(object, field, complaint)];
}
