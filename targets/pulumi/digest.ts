import type { Complaint } from "../../lib/errors";
import { refuse } from "../../lib/errors";
import { byCodeUnit } from "../../lib/fields";
import { masked } from "../../lib/secret-text";
import { isPlain } from "../../lib/show";

/** What Pulumi would do with one resource, or what it found about it. No values, so nothing here can be a secret's. */
export interface Step {
  /** Pulumi's word: create, update, replace, delete, refresh … */
  readonly operation: string;
  /** `Deployment`; Pulumi's type for what is no Kubernetes object. */
  readonly kind: string;
  /** `shop/storefront`, or the logical name. */
  readonly name: string;
  /** Paths of the properties that differ, sorted. */
  readonly changed: readonly string[];
  /** Those of them that can't be changed in place. */
  readonly forcing: readonly string[];
  /** Deleted from the state only. */
  readonly isRetained: boolean;
}

/** What the JSON of a preview says. */
export interface Digest {
  /** Without the stack itself and components, which are nothing in a cluster. */
  readonly steps: readonly Step[];
  readonly unchanged: number;
  /** Why it failed, in Pulumi's words with secrets masked; none when it did not. */
  readonly errors: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what `pulumi preview --json` and `pulumi refresh --preview-only --json` print: PreviewDigest in pkg/display/json.go of the CLI.
 * @throws ValidationError when it is something else, such as the stream of events that PULUMI_ENABLE_STREAMING_JSON_PREVIEW asks for.
 */
export function readDigest(json: string): Digest {
  const digest = parsed(json);
  if (!digest || !["steps", "diagnostics", "changeSummary"].some((name) => Object.hasOwn(digest, name))) {
    return refuse(NO_DIGEST, readDigest);
  }
  const { same } = fields(digest["changeSummary"]);
  return {
    steps: list(digest["steps"]).map(fields).filter(isResource).map(readStep),
    unchanged: typeof same === "number" ? same : 0,
    errors: errorsIn(list(digest["diagnostics"]).map(fields)),
  };
}

const NO_DIGEST: Complaint = {
  code: "preview-json",
  got: "a text that is none",
  allowed: "one document of JSON, as `pulumi preview --json` prints it on standard output",
  fix: "pulumi preview --json --stack prod > preview.json, with PULUMI_ENABLE_STREAMING_JSON_PREVIEW unset",
};

function parsed(json: string): Fields | undefined {
  try {
    const value = JSON.parse(json) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? fields(value) : undefined;
  } catch {
    return undefined;
  }
}

function stateOf(step: Fields): Fields {
  return fields(step["newState"] ?? step["oldState"]);
}

/** A custom resource in Pulumi's sense: something that a provider has made. */
function isResource(step: Fields): boolean {
  return stateOf(step)["custom"] === true;
}

function readStep(step: Fields): Step {
  const state = stateOf(step);
  const [type, urn] = [text(state["type"]), text(step["urn"])];
  const metadata = fields(fields(state["inputs"])["metadata"]);
  const isObject = type.startsWith("kubernetes:");
  const logical = urn.slice(urn.lastIndexOf("::") + 2);
  const own = [metadata["namespace"], metadata["name"]].map(text).filter(Boolean).join("/");
  const differences = Object.entries(fields(step["detailedDiff"]));
  const forcing = differences.filter(([, one]) => text(fields(one)["kind"]).endsWith("-replace"));
  return {
    operation: text(step["op"]),
    kind: isObject ? type.slice(type.lastIndexOf(":") + 1) : type,
    name: masked((isObject && own) || logical),
    changed: paths(differences.length > 0 ? differences.map(([path]) => path) : list(step["diffReasons"])),
    forcing: paths([...forcing.map(([path]) => path), ...list(step["replaceReasons"])]),
    isRetained: fields(step["oldState"])["retainOnDelete"] === true,
  };
}

function paths(given: readonly unknown[]): string[] {
  return [...new Set(given.map(text).map(masked))].sort(byCodeUnit);
}

/** Without what only says that there were errors, unless that is all. */
function errorsIn(diagnostics: readonly Fields[]): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const messages = errors.map(({ message }) => masked(readable(text(message))));
  const telling = messages.filter((message) => !/^\w+ failed$/.test(message));
  return telling.length > 0 ? telling : messages;
}

/** Without colours, and without stacks, which name folders of a machine. */
function readable(message: string): string {
  const lines = message.replaceAll(/\x1b\[[0-9;]*m/g, "").split("\n");
  return lines
    .filter((line) => !/^\s+at /.test(line))
    .join("\n")
    .replace(/^error: /, "")
    .trim();
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && isPlain(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
