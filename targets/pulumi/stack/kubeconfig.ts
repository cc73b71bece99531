import { FAILSAFE_SCHEMA, YAMLException, load } from "js-yaml";
import { isPlain } from "../../../lib/show";

/** A kubeconfig and what it is called in a message: `~/.kube/config`. */
export interface KubeconfigText {
  readonly name: string;
  readonly text: string;
}

/** What of kubeconfigs says where a context leads; credentials are left where they are. */
export interface Kubeconfig {
  /** The cluster of each context, by name. */
  readonly contexts: ReadonlyMap<string, string>;
  /** The API server's address of each cluster, by name. */
  readonly servers: ReadonlyMap<string, string>;
  /** Names of the texts that are no YAML, with the line. */
  readonly broken: readonly string[];
}

/** Several kubeconfigs as kubectl merges them: the first one that has a name wins. */
export function readKubeconfigs(texts: readonly KubeconfigText[]): Kubeconfig {
  const contexts = new Map<string, string>();
  const servers = new Map<string, string>();
  const broken: string[] = [];
  for (const { name, text } of texts) {
    const document = parse(text);
    if (typeof document === "number") broken.push(`${name}:${document}`);
    else {
      collect(contexts, document, "contexts", "context", "cluster");
      collect(servers, document, "clusters", "cluster", "server");
    }
  }
  return { contexts, servers, broken };
}

/** The document, or the line where it stops being YAML; the parser's own words would quote credentials. */
function parse(text: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA }) ?? {};
  } catch (error) {
    if (error instanceof YAMLException) return (error.mark?.line ?? 0) + 1;
    throw error;
  }
}

/** `contexts: [{ name, context: { cluster } }]` and `clusters: [{ name, cluster: { server } }]` have one shape. */
function collect(into: Map<string, string>, document: unknown, list: string, item: string, field: string): void {
  const items = member(document, list);
  for (const entry of Array.isArray(items) ? (items as unknown[]) : []) {
    const [name, value] = [member(entry, "name"), member(member(entry, item), field)];
    if (typeof name === "string" && !into.has(name)) into.set(name, typeof value === "string" ? value : "");
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !isPlain(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
