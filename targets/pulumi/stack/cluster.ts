import type { Complaint, Problem } from "../../../lib/errors";
import { didYouMean } from "../../../lib/fields";
import { show } from "../../../lib/show";
import type { Configuration } from "./configuration";
import { fileOf, setCommand } from "./configuration";
import type { Kubeconfig, KubeconfigText } from "./kubeconfig";
import { readKubeconfigs } from "./kubeconfig";
import { Setting } from "./setting";

/** The settings that say where a stack's cluster is; every stack has them. */
export const CLUSTER = {
  /** The context of the kubeconfig that leads to it. */
  context: Setting.text("the context of the kubeconfig that leads to the stack's cluster"),
  /** The address of its API server: where the context must lead, and what Pulumi knows the cluster by. */
  server: Setting.text("the address of the API server of the stack's cluster"),
  /** The text of a kubeconfig. Without it the kubeconfig of the machine is read, as kubectl does. */
  kubeconfig: Setting.secret("the text of a kubeconfig").optional(),
  /** Objects that are in the cluster already become those of the stack: the way out after `pulumi up` was killed. */
  adopt: Setting.flag().default(false),
};

/** Where a stack's cluster is. */
export interface Cluster {
  readonly context: string;
  readonly server: string;
}

/** One spelling for each address of an API server, and nothing for what is no address. */
export function addressOf(server: string): string | undefined {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`;
}

/** What keeps the kubeconfigs from leading to the declared cluster; what is not declared is a problem of its own. */
export function clusterProblems(
  { context, server }: Partial<Cluster>,
  texts: readonly KubeconfigText[],
  configuration: Configuration,
): Problem[] {
  const at = (name: keyof typeof CLUSTER, complaint: Complaint): Problem => ({
    ...complaint,
    path: fileOf(configuration),
    field: `${configuration.project}:${name}`,
  });
  const problems = server === undefined || addressOf(server) ? [] : [at("server", noAddress(server))];
  const kubeconfig = readKubeconfigs(texts);
  if (kubeconfig.broken.length > 0) return [...problems, ...kubeconfig.broken.map(noKubeconfig)];
  if (context === undefined) return problems;
  if (texts.length === 0) return [...problems, at("context", nothingToRead(context, configuration))];
  const names = texts.map(({ name }) => name).join(" and ");
  const cluster = kubeconfig.contexts.get(context);
  if (cluster === undefined) return [...problems, at("context", noContext(context, kubeconfig, names, configuration))];
  const found = kubeconfig.servers.get(cluster) ?? "";
  if (server === undefined || problems.length > 0 || addressOf(found) === addressOf(server)) return problems;
  return [at("server", otherCluster({ context, server }, found, names, configuration))];
}

function noAddress(server: string): Complaint {
  const allowed = "https://host[:port][/path], without a user and a password";
  const fix = "take it from `kubectl config view --minify`, e.g. https://kubernetes.example.test:6443";
  return { code: "server-address", got: show(server), allowed, fix };
}

function noKubeconfig(place: string): Problem {
  const fix = "`kubectl config view` says more";
  return { code: "kubeconfig-syntax", path: place, field: "", got: "no YAML", allowed: "a kubeconfig", fix };
}

function nothingToRead(context: string, configuration: Configuration): Complaint {
  const set = setCommand(configuration, `${configuration.project}:kubeconfig`, true);
  const allowed = `a kubeconfig with the context ${show(context)}: a file of KUBECONFIG, ~/.kube/config, or the setting kubeconfig`;
  return { code: "kubeconfig-missing", got: "no kubeconfig", allowed, fix: `export KUBECONFIG=…, or ${set} < FILE` };
}

const MOST_NAMED = 20;

function noContext(context: string, kubeconfig: Kubeconfig, names: string, configuration: Configuration): Complaint {
  const contexts = [...kubeconfig.contexts.keys()].sort();
  const rest = contexts.length > MOST_NAMED ? ` and ${contexts.length - MOST_NAMED} more` : "";
  const listed = contexts.slice(0, MOST_NAMED).map((one) => show(one));
  const allowed = `a context of ${names}: ${contexts.length > 0 ? listed.join(", ") + rest : "there is none"}`;
  const near = didYouMean(context, contexts);
  const fix =
    (near ? `did you mean ${show(near)}? ` : "") + setCommand(configuration, `${configuration.project}:context`, false);
  return { code: "unknown-context", got: show(context), allowed, fix };
}

function otherCluster(
  { context, server }: Cluster,
  found: string,
  names: string,
  configuration: Configuration,
): Complaint {
  const set = setCommand(configuration, `${configuration.project}:context`, false);
  return {
    code: "other-cluster",
    got: `the context ${show(context)} of ${names}, which leads to ${found ? show(found) : "no address"}`,
    allowed: `a context that leads to the declared cluster, ${show(server)}`,
    fix: `${set}; change server only with the cluster: all objects are replaced`,
  };
}
