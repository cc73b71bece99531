import type { Manifest } from "../lib/rendered";

// Groups whose kinds need no group in a file's name: Kubernetes' own.
const BUILT_IN = /^(?:v1|(?:apps|batch|autoscaling|policy)\/.*|[a-z.]+\.k8s\.io\/.*)$/;
const BUILT_IN_KINDS = new Set([
  "ConfigMap",
  "CronJob",
  "Deployment",
  "Ingress",
  "Job",
  "Namespace",
  "NetworkPolicy",
  "Secret",
  "Service",
  "StatefulSet",
]);

/**
 * Where an object is written: `<app>/<kind>.<name>.yaml`. A namespace other than the chart's follows the name; the group follows a kind that
 * Kubernetes has as well. No index, nothing that depends on siblings.
 */
export function fileOf(app: string, manifest: Manifest, home: string | undefined): string {
  const { apiVersion, kind, metadata } = manifest;
  const group =
    BUILT_IN_KINDS.has(kind) && !BUILT_IN.test(apiVersion) ? `.${apiVersion.slice(0, apiVersion.indexOf("/"))}` : "";
  const away = metadata.namespace !== undefined && metadata.namespace !== home ? `.${metadata.namespace}` : "";
  return `${safe(app)}/${safe(`${kind}${group}`.toLowerCase())}.${safe(metadata.name + away)}.yaml`;
}

/** Names of a few kinds may hold `:`; no name may hold a separator, and none may be a way up. */
function safe(text: string): string {
  return String(text).replace(/[^A-Za-z0-9._-]|^\.+$/gu, (odd) => `%${odd.codePointAt(0)!.toString(16).toUpperCase()}`);
}
