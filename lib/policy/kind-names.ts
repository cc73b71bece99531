import { groupKind, isBuiltIn } from "../checks/kinds";
import type { Complaint } from "../errors";
import { didYouMean } from "../fields";
import { show } from "../show";

/**
 * Kinds that a program can declare, by version: what Kubernetes 1.31 to 1.36 has in stable versions (its OpenAPI documents, kinds with a `post` that are
 * stored), and the custom resources that Gantry has types for.
 */
const KINDS: readonly (readonly [apiVersion: string, kinds: string])[] = [
  ["v1", "ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate"],
  ["v1", "ReplicationController ResourceQuota Secret Service ServiceAccount"],
  ["admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding"],
  ["admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration ValidatingAdmissionPolicy"],
  ["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration"],
  ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
  ["apiregistration.k8s.io/v1", "APIService"],
  ["apps/v1", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet"],
  ["autoscaling/v1", "HorizontalPodAutoscaler"],
  ["autoscaling/v2", "HorizontalPodAutoscaler"],
  ["batch/v1", "CronJob Job"],
  ["certificates.k8s.io/v1", "CertificateSigningRequest"],
  ["coordination.k8s.io/v1", "Lease"],
  ["discovery.k8s.io/v1", "EndpointSlice"],
  ["events.k8s.io/v1", "Event"],
  ["flowcontrol.apiserver.k8s.io/v1", "FlowSchema PriorityLevelConfiguration"],
  ["networking.k8s.io/v1", "IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR"],
  ["node.k8s.io/v1", "RuntimeClass"],
  ["policy/v1", "PodDisruptionBudget"],
  ["rbac.authorization.k8s.io/v1", "ClusterRole ClusterRoleBinding Role RoleBinding"],
  ["resource.k8s.io/v1", "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice"],
  ["scheduling.k8s.io/v1", "PriorityClass"],
  ["storage.k8s.io/v1", "CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass"],
  ["gateway.networking.k8s.io/v1", "GRPCRoute Gateway HTTPRoute"],
  ["external-secrets.io/v1", "ExternalSecret"],
  ["bitnami.com/v1alpha1", "SealedSecret"],
  ["secrets-store.csi.x-k8s.io/v1", "SecretProviderClass"],
  ["monitoring.coreos.com/v1", "PodMonitor PrometheusRule"],
  ["monitoring.coreos.com/v1alpha1", "AlertmanagerConfig"],
  ["keda.sh/v1alpha1", "ScaledObject TriggerAuthentication"],
];

/** The kinds with their versions, e.g. `apps/v1/Deployment`, `v1/Service`. */
export const KIND_NAMES: readonly string[] = KINDS.flatMap(([apiVersion, kinds]) =>
  kinds.split(" ").map((kind) => `${apiVersion}/${kind}`),
);

const byKind = new Map<string, string[]>();
for (const name of KIND_NAMES) {
  const [apiVersion, kind] = parted(name);
  byKind.set(kind, [...(byKind.get(kind) ?? []), groupKind(apiVersion, kind)]);
}
const stable = new Set(KIND_NAMES);

/** What objects are of: a kind in the groups that Kubernetes has it in, in any version; or one kind of one version. */
export function kindTest(names: readonly string[]): (apiVersion: string, kind: string) => boolean {
  const exact = new Set(names.filter((name) => name.includes("/")));
  const anyVersion = new Set(names.flatMap((name) => byKind.get(name) ?? []));
  return (apiVersion, kind) => exact.has(`${apiVersion}/${kind}`) || anyVersion.has(groupKind(apiVersion, kind));
}

const VERSIONED = /^(?:[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?v[1-9]\d*((?:alpha|beta)[1-9]\d*)?\/[A-Z][A-Za-z0-9]{0,62}$/;

/** A kind, or a kind of one version. Custom resources, and what is not stable yet, only by version: there is no list of them. */
export function kindName(name: string): Complaint | undefined {
  const isKnown = byKind.has(name) || stable.has(name) || (VERSIONED.test(name) && isBeyondTheList(name));
  if (isKnown) return undefined;
  const near = didYouMean(name, name.includes("/") ? KIND_NAMES : byKind.keys());
  return {
    code: "unknown-kind",
    got: show(name),
    allowed:
      'a kind of Kubernetes such as "Deployment"; a custom resource by version, such as "example.test/v1/Widget"',
    fix: near ? `did you mean ${show(near)}?` : "write its version in front",
  };
}

function isBeyondTheList(name: string): boolean {
  const [apiVersion, kind] = parted(name);
  return !isBuiltIn(groupKind(apiVersion, kind)) || /\dalpha|\dbeta/.test(apiVersion);
}

function parted(name: string): readonly [apiVersion: string, kind: string] {
  const slash = name.lastIndexOf("/");
  return [name.slice(0, slash), name.slice(slash + 1)];
}
