import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { HttpsSession } from "../../../plane/https-session";
import type { Properties } from "./properties";
import type { Mutable } from "./replacement";

/** What the inputs of a provider resource say. */
export interface Settings {
  readonly session: HttpsSession;
  /** For objects that name none. @default - the cluster's own default */
  readonly namespace: string | undefined;
  readonly mutable: Mutable;
  /** Whether an object that is there already is taken over instead of refused. */
  readonly upsert: boolean;
  /** Whether fields of other managers are taken over. */
  readonly force: boolean;
}

/** The provider's inputs can't be followed. */
export class SettingsRefused extends Error {}

interface Entry {
  readonly name: string;
}

interface Kubeconfig {
  readonly "current-context"?: string;
  readonly contexts?: readonly (Entry & { readonly context: { readonly cluster: string; readonly user: string } })[];
  readonly clusters?: readonly (Entry & { readonly cluster: ClusterEntry })[];
  readonly users?: readonly (Entry & { readonly user: { readonly token?: string } })[];
}

/** The API server that a context names. */
export interface ClusterEntry {
  readonly server: string;
  readonly "certificate-authority-data": string;
}

/** Reads the inputs; the provider's own writes a kubeconfig as its text or its path, and every other input as a text. */
export function settings(inputs: Properties): Settings {
  const config = kubeconfig(inputs);
  const { cluster, user } = context(config, inputs);
  const { server, "certificate-authority-data": certificate } = found(config.clusters, cluster).cluster;
  const { token = "" } = found(config.users, user).user;
  const isOn = (name: string): boolean => inputs[name] === true || inputs[name] === "true";
  return {
    session: new HttpsSession(server, Buffer.from(certificate, "base64").toString(), token),
    namespace: inputs["namespace"] as string | undefined,
    mutable: { configMaps: isOn("enableConfigMapMutable"), secrets: isOn("enableSecretMutable") },
    upsert: isOn("upsertExistingObjects"),
    force: isOn("enablePatchForce"),
  };
}

/** The cluster that the inputs mean, to be compared with another. */
export function activeCluster(inputs: Properties): ClusterEntry {
  const config = kubeconfig(inputs);
  return found(config.clusters, context(config, inputs).cluster).cluster;
}

/** Never the kubeconfig of whoever runs the tests: what the inputs don't name has to be in KUBECONFIG. */
function kubeconfig(inputs: Properties): Kubeconfig {
  const given = inputs["kubeconfig"] || process.env["KUBECONFIG"];
  if (typeof given !== "string") throw new SettingsRefused("kubeconfig: got none, need the text of one or its path");
  return parse(existsSync(given) ? readFileSync(given, "utf8") : given) as Kubeconfig;
}

function context(config: Kubeconfig, inputs: Properties): { cluster: string; user: string } {
  return found(config.contexts, (inputs["context"] ?? config["current-context"]) as string).context;
}

function found<E extends Entry>(entries: readonly E[] | undefined, name: string): E {
  const entry = entries?.find((candidate) => candidate.name === name);
  if (!entry) throw new SettingsRefused(`kubeconfig: got no entry ${JSON.stringify(name)}`);
  return entry;
}
