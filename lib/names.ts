import { createHash } from "node:crypto";
import type { Complaint } from "./errors";
import { isSecretText } from "./secret-text";
import { show } from "./show";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** The first characters of a text's SHA-256 in lower-case base32, 5 bits each: 10 characters are 50 bits. */
export function hash(text: string, length = 10): string {
  const digest = createHash("sha256").update(text).digest();
  let result = "";
  for (let bit = 0; result.length < length; bit += 5) {
    result += BASE32[(digest.readUInt16BE(bit >> 3) >> (11 - (bit & 7))) & 31]!;
  }
  return result;
}

/**
 * The name of the object with this construct path: a DNS label that starts with a letter, of at most `limit` characters.
 * One id that is only respelt gives just that (`HTTPServer` → `http-server`). Where ids are joined, or characters are
 * replaced, added or cut off, the hash of the whole path follows, so that different paths keep different names.
 */
export function nameFor(path: readonly string[], limit = 63): string | Complaint {
  const human = path.map(kebab).filter(Boolean).join("-");
  if (!human) return noName(path);
  const name = /^[a-z]/.test(human) ? human : `x${human}`;
  const [only] = path;
  if (path.length === 1 && /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/.test(only ?? "") && name.length <= limit)
    return name;
  const suffix = `-${hash(path.join("/"))}`;
  return cut(name, limit - suffix.length) + suffix;
}

function kebab(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[^A-Za-z0-9]+$/, "");
}

function noName(path: readonly string[]): Complaint {
  return {
    code: "name-empty",
    got: show(path.join("/")),
    allowed: "an id with at least one of a-z, A-Z or 0-9",
    fix: "set name, or choose another id",
  };
}

interface Grammar {
  /** What the text is, e.g. `a DNS label`. */
  readonly what: string;
  /** The most characters. */
  readonly limit: number;
  readonly whole: RegExp;
  /** What may stand somewhere in the text; the ends may be stricter. */
  readonly character: RegExp;
  readonly allowed: string;
  readonly example: string;
  /** A text near to the given one; used when it fits the grammar. */
  readonly repair: (text: string) => string;
}

const DNS_LABEL: Grammar = {
  what: "a DNS label",
  limit: 63,
  whole: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  character: /[a-z0-9-]/,
  allowed: "a-z, 0-9 and -, a letter or digit at both ends",
  example: "my-name",
  repair: kebab,
};

const DNS_LABEL_LETTER_FIRST: Grammar = {
  ...DNS_LABEL,
  whole: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
  allowed: "a-z, 0-9 and -, a letter first, a letter or digit last",
  repair: (text) => kebab(text).replace(/^(?=\d)/, "x"),
};

const DNS_SUBDOMAIN: Grammar = {
  what: "a DNS name",
  limit: 253,
  whole: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
  character: /[a-z0-9.-]/,
  allowed: "a-z, 0-9, - and ., a letter or digit at both ends of each part",
  example: "my-name",
  repair: (text) => text.split(".").map(kebab).filter(Boolean).join("."),
};

const PATH_SEGMENT: Grammar = {
  what: "a name",
  limit: 253,
  whole: /^(?!\.\.?$)[!-$&-.0-~]+$/,
  character: /[!-$&-.0-~]/,
  allowed: "printable ASCII without blanks, / and %, not . or ..",
  example: "my-name",
  repair: (text) => text.replace(/[^!-$&-.0-~]+/g, "-"),
};

const LABEL_NAME: Grammar = {
  what: "the name of a label",
  limit: 63,
  whole: /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/,
  character: /[A-Za-z0-9._-]/,
  allowed: "A-Z, a-z, 0-9, -, _ and ., a letter or digit at both ends",
  example: "my-name",
  repair: (text) => text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, ""),
};

const LABEL_VALUE: Grammar = {
  ...LABEL_NAME,
  what: "a label value",
  whole: /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?$/,
};

const PORT_NAME: Grammar = {
  what: "a port name",
  limit: 15,
  whole: /^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/,
  character: /[a-z0-9-]/,
  allowed: "a-z, 0-9 and single - inside, with a letter",
  example: "http",
  repair: (text) => kebab(text).replace(/^(?=[\d-]+$)/, "port-"),
};

const CONFIG_KEY: Grammar = {
  what: "a key of a ConfigMap or Secret",
  limit: 253,
  whole: /^(?!\.\.|\.$)[A-Za-z0-9._-]+$/,
  character: /[A-Za-z0-9._-]/,
  allowed: "A-Z, a-z, 0-9, -, _ and ., neither . alone nor .. in front",
  example: "app.yaml",
  repair: (text) => text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^\.\.+-?/, ""),
};

const ENV_NAME: Grammar = {
  what: "the name of an environment variable",
  limit: Infinity,
  whole: /^[A-Za-z_][A-Za-z0-9_]*$/,
  character: /[A-Za-z0-9_]/,
  allowed: "A-Z, a-z, 0-9 and _, no digit first",
  example: "LOG_LEVEL",
  repair: (text) => text.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_"),
};

/** Namespaces, containers, volumes: apimachinery pkg/util/validation `IsDNS1123Label`. */
export const dnsLabel = (text: string) => check(DNS_LABEL, text);

/** Services: `IsDNS1035Label`. */
export const dnsLabelLetterFirst = (text: string) => check(DNS_LABEL_LETTER_FIRST, text);

/** Most objects: `IsDNS1123Subdomain`. */
export const dnsSubdomain = (text: string) => check(DNS_SUBDOMAIN, text);

/** Keys of labels and annotations, with or without a prefix: `IsQualifiedName`. */
export function labelKey(text: string): Complaint | undefined {
  const slash = text.lastIndexOf("/");
  const prefix = { ...DNS_SUBDOMAIN, what: "the prefix of a label key" };
  return (slash < 0 ? undefined : check(prefix, text.slice(0, slash))) ?? check(LABEL_NAME, text.slice(slash + 1));
}

/** Values of labels, which may be empty: `IsValidLabelValue`. */
export const labelValue = (text: string) => check(LABEL_VALUE, text);

/** Names of container and Service ports: `IsValidPortName`. */
export const portName = (text: string) => check(PORT_NAME, text);

/** Keys of ConfigMaps and Secrets: `IsConfigMapKey`. */
export const configKey = (text: string) => check(CONFIG_KEY, text);

/** Environment variables that every shell and cluster takes: `IsCIdentifier`, stricter than `IsEnvVarName`. */
export const envName = (text: string) => check(ENV_NAME, text);

/**
 * The kinds whose names are no plain DNS subdomain.
 * - Deployment: 46 + `-` + 10 of the ReplicaSet's hash + `-` are the 58 characters that apiserver pkg/storage/names keeps
 *   of a Pod's name; more is cut off.
 * - StatefulSet: 52 + `-` + 10 fill the label `controller-revision-hash` (kubernetes/kubernetes#64023).
 * - CronJob, Job: `ValidateCronJobCreate`, and the label `job-name`.
 * - RBAC: apimachinery pkg/api/validation/path `IsValidPathSegmentName`.
 */
const OBJECT_NAMES: ReadonlyMap<string, Grammar> = new Map([
  ["Namespace", DNS_LABEL],
  ["Service", DNS_LABEL_LETTER_FIRST],
  ["Deployment", { ...DNS_SUBDOMAIN, limit: 46 }],
  ["StatefulSet", { ...DNS_LABEL, limit: 52 }],
  ["CronJob", { ...DNS_SUBDOMAIN, limit: 52 }],
  ["Job", { ...DNS_SUBDOMAIN, limit: 63 }],
  ...["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"].map((kind) => [kind, PATH_SEGMENT] as const),
]);

/** The most characters of the name of an object of this kind. */
export function limitFor(kind: string): number {
  return grammarOf(kind).limit;
}

/** Checks `metadata.name` of an object of this kind. */
export function objectName(kind: string, name: string): Complaint | undefined {
  return check({ ...grammarOf(kind), what: `the name of a ${kind}` }, name);
}

function grammarOf(kind: string): Grammar {
  return OBJECT_NAMES.get(kind) ?? DNS_SUBDOMAIN;
}

function check(grammar: Grammar, text: string): Complaint | undefined {
  const { what, limit, whole, allowed, example, repair } = grammar;
  if (text.length <= limit && whole.test(text)) return undefined;
  const near = cut(repair(text), limit);
  return {
    code: text.length > limit ? "name-too-long" : "name-grammar",
    got: `${show(text)}${text.length > limit ? ` (${text.length} characters)` : offence(grammar, text)}`,
    allowed: `${what}${limit < Infinity ? ` of at most ${limit} characters` : ""}: ${allowed}`,
    fix: near && whole.test(near) && !isSecretText(text) ? `use ${show(near)}` : `choose one such as "${example}"`,
  };
}

/** The first character that may not stand anywhere; by its code point, because it may be invisible. */
function offence(grammar: Grammar, text: string): string {
  const character = Array.from(text).find((one) => !grammar.character.test(one));
  const point = character?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return point ? ` with U+${point}${/[!-~]/.test(character ?? "") ? ` (${character})` : ""}` : "";
}
