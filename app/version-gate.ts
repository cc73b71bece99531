import { pathsToSince, since } from "../constructs/imports/since";
import type { Environment } from "../lib/environment";
import type { Finding } from "../lib/fields";
import type { ClusterFeature } from "../lib/kubernetes";
import type { Json, Manifest } from "../lib/rendered";
import { show } from "../lib/show";

const GROUPS: Readonly<Record<string, ClusterFeature>> = {
  "gateway.networking.k8s.io": "gateway-api",
  "external-secrets.io": "external-secrets",
  "bitnami.com": "sealed-secrets",
  "secrets-store.csi.x-k8s.io": "secrets-store-csi",
};

/** What an object asks of its cluster that the environment says it does not have: a field of a newer Kubernetes, or a kind that is not installed. */
export function versionFindings(manifest: Manifest, environment: Environment): Finding[] {
  const findings: Finding[] = [];
  const feature = GROUPS[manifest.apiVersion.split("/")[0] ?? ""];
  if (feature && !environment.has(feature)) {
    const allowed = `a kind that the cluster has: ${environment.name} does not list ${show(feature)} as installed`;
    findings.push({
      code: "not-installed",
      field: "kind",
      got: manifest.kind,
      allowed,
      fix: `add ${show(feature)} to installed of the environment`,
    });
  }
  visit(manifest.kind, manifest, "", (field, definition, name, value) => {
    const values = Array.isArray(value) ? value : [value];
    const keys = [`${definition}.${name}`, ...values.map((one) => `${definition}.${name}=${String(one)}`)];
    const first = keys.map((key) => since[key]).find(Boolean);
    if (!first || (first !== "never" && environment.isAtLeast(first))) return;
    const allowed =
      first === "never"
        ? "a field that a cluster honours without special feature gates"
        : `Kubernetes ${first} or newer; ${environment.name} has ${environment.kubernetes}`;
    findings.push({
      code: "kubernetes-too-old",
      field,
      got: show(value, name),
      allowed,
      fix: "leave the field out, or upgrade the cluster and then the environment's version",
    });
  });
  return findings;
}

type See = (field: string, definition: string, name: string, value: Json) => void;

/** Walks the parts of an object that lead to fields of newer versions, and no others. */
function visit(definition: string, value: Json | undefined, at: string, see: See): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => visit(definition, item, `${at}[${index}]`, see));
    return;
  }
  const deeper = pathsToSince[definition] ?? {};
  for (const name in value) {
    const field = at ? `${at}.${name}` : name;
    const inner = value[name]!;
    see(field, definition, name, inner);
    const next = deeper[name];
    if (next) visit(next, inner, field, see);
  }
}
