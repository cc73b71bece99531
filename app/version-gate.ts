import { pathsToSince, since } from "../constructs/imports/since";
import type { Environment } from "../lib/environment";
import type { Finding } from "../lib/fields";
import type { ClusterFeature, KubernetesVersion } from "../lib/kubernetes";
import type { Json, Manifest } from "../lib/rendered";
import { show } from "../lib/show";

const GROUPS: Readonly<Record<string, ClusterFeature>> = {
  "gateway.networking.k8s.io": "gateway-api",
  "external-secrets.io": "external-secrets",
  "bitnami.com": "sealed-secrets",
  "secrets-store.csi.x-k8s.io": "secrets-store-csi",
  "monitoring.coreos.com": "prometheus-operator",
  "keda.sh": "keda",
};

type First = KubernetesVersion | "never";

/** By definition and field: the first version that honours the field, or one of its values. */
const gated = new Map<string, Map<string, Map<string | undefined, First>>>();
for (const [key, first] of Object.entries(since)) {
  const [, definition = "", name = "", , value] = /^(\w+)\.(\w+)(=(.*))?$/.exec(key) ?? [];
  const fields = gated.get(definition) ?? new Map<string, Map<string | undefined, First>>();
  gated.set(definition, fields.set(name, (fields.get(name) ?? new Map<string | undefined, First>()).set(value, first)));
}

/** What an object asks of its cluster that the environment says it does not have: a field of a newer Kubernetes, or a kind that is not installed. */
export function versionFindings(manifest: Manifest, environment: Environment): Finding[] {
  const uses: Use[] = [];
  visit(manifest.kind, manifest, [], uses);
  const old = uses.filter(({ first }) => first === "never" || !environment.isAtLeast(first));
  return [...kindFindings(manifest, environment), ...old.map((use) => tooOld(use, environment))];
}

function kindFindings({ apiVersion, kind }: Manifest, environment: Environment): Finding[] {
  const feature = GROUPS[apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")))];
  if (!feature || environment.has(feature)) return [];
  const allowed = `a kind that the cluster has: ${environment.name} does not list ${show(feature)} as installed`;
  const fix = `add ${show(feature)} to installed of the environment`;
  return [{ code: "not-installed", field: "kind", got: kind, allowed, fix }];
}

function tooOld({ field, value, first }: Use, { name, kubernetes }: Environment): Finding {
  const needs =
    first === "never"
      ? "a field that a cluster honours without special feature gates"
      : `Kubernetes ${first} or newer; ${name} has ${kubernetes}`;
  const fix = "leave the field out, or upgrade the cluster and then the environment's version";
  return { code: "kubernetes-too-old", field, got: show(value), allowed: needs, fix };
}

interface Use {
  readonly field: string;
  readonly value: Json;
  readonly first: First;
}

/** Walks the parts of an object that lead to gated fields, and no others. */
function visit(definition: string, value: Json | undefined, path: string[], uses: Use[]): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => inside(`[${index}]`, path, () => visit(definition, item, path, uses)));
    return;
  }
  const deeper = pathsToSince[definition];
  for (const name in deeper) {
    if (value[name] !== undefined) inside(`.${name}`, path, () => visit(deeper[name]!, value[name], path, uses));
  }
  for (const [name, firsts] of gated.get(definition) ?? []) {
    if (value[name] !== undefined) inside(`.${name}`, path, () => use(value[name]!, firsts, path, uses));
  }
}

function inside(step: string, path: string[], look: () => void): void {
  path.push(step);
  look();
  path.pop();
}

function use(value: Json, firsts: ReadonlyMap<string | undefined, First>, path: readonly string[], uses: Use[]): void {
  const given = (Array.isArray(value) ? value : [value]).map(String);
  const first = firsts.get(undefined) ?? given.map((one) => firsts.get(one)).find(Boolean);
  if (first) uses.push({ field: path.join("").slice(1), value, first });
}
