import { describe, expect, it } from "@jest/globals";
import { problemsOf } from "./mutate";
import { rendered } from "./sample";

/** Codes of what is said about an object without a namespace. */
function codesOf(apiVersion: string, kind: string): string[] {
  return problemsOf([rendered({ apiVersion, kind, metadata: { name: "one" } })]).map(({ code }) => code);
}

describe("a kind that lives outside of namespaces", () => {
  // As `kubectl api-resources --namespaced=false` prints them.
  it.each([
    ["v1", "ComponentStatus Namespace Node PersistentVolume"],
    [
      "admissionregistration.k8s.io/v1",
      "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration " +
        "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration",
    ],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
    ["apiregistration.k8s.io/v1", "APIService"],
    ["authentication.k8s.io/v1", "SelfSubjectReview TokenReview"],
    ["authorization.k8s.io/v1", "SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview"],
    ["certificates.k8s.io/v1", "CertificateSigningRequest"],
    ["certificates.k8s.io/v1beta1", "ClusterTrustBundle"],
    ["flowcontrol.apiserver.k8s.io/v1", "FlowSchema PriorityLevelConfiguration"],
    ["internal.apiserver.k8s.io/v1alpha1", "StorageVersion"],
    ["networking.k8s.io/v1", "IPAddress IngressClass ServiceCIDR"],
    ["node.k8s.io/v1", "RuntimeClass"],
    ["rbac.authorization.k8s.io/v1", "ClusterRole ClusterRoleBinding"],
    ["resource.k8s.io/v1", "DeviceClass ResourceSlice"],
    ["resource.k8s.io/v1alpha3", "DeviceTaintRule ResourcePoolStatusRequest"],
    ["scheduling.k8s.io/v1", "PriorityClass"],
    ["storage.k8s.io/v1", "CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass"],
    ["storagemigration.k8s.io/v1beta1", "StorageVersionMigration"],
  ])("needs none: %s %s", (apiVersion, kinds) => {
    const asked = kinds.split(" ").filter((kind) => codesOf(apiVersion, kind).includes("namespace-missing"));
    expect(asked).toEqual([]);
  });

  it("is one object, whatever namespace two of its name were given", () => {
    const [one, two] = ["a", "b"].map((namespace) => {
      const metadata = { name: "urgent", namespace };
      return rendered({ apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata, value: 1 }, namespace);
    });
    expect(problemsOf([one!, two!])).toMatchObject([
      {
        path: "b",
        code: "duplicate-object",
        got: 'scheduling.k8s.io/PriorityClass "urgent", which a is too',
      },
    ]);
  });
});

describe("a kind of Kubernetes that lives in a namespace", () => {
  it.each([
    ["v1", "PodTemplate"],
    ["apps/v1", "ControllerRevision"],
    ["autoscaling/v2", "HorizontalPodAutoscaler"],
    ["batch/v1", "Job"],
    ["policy/v1", "PodDisruptionBudget"],
    ["authorization.k8s.io/v1", "LocalSubjectAccessReview"],
    ["certificates.k8s.io/v1beta1", "PodCertificateRequest"],
    ["coordination.k8s.io/v1", "Lease"],
    ["discovery.k8s.io/v1", "EndpointSlice"],
    ["events.k8s.io/v1", "Event"],
    ["networking.k8s.io/v1", "Ingress"],
    ["rbac.authorization.k8s.io/v1", "RoleBinding"],
    ["resource.k8s.io/v1", "ResourceClaim"],
    ["scheduling.k8s.io/v1alpha1", "Workload"],
    ["storage.k8s.io/v1", "CSIStorageCapacity"],
  ])("needs one: %s %s", (apiVersion, kind) => {
    expect(codesOf(apiVersion, kind)).toContain("namespace-missing");
  });
});

describe("a kind that a later Kubernetes adds to its own groups", () => {
  it.each([
    ...["admissionregistration", "apiextensions", "apiregistration", "authentication", "flowcontrol.apiserver"],
    ...["internal.apiserver", "node", "storagemigration"],
  ])("needs a namespace until it is known to live outside of them: %s.k8s.io", (group) => {
    expect(codesOf(`${group}.k8s.io/v9`, "Novelty")).toContain("namespace-missing");
  });
});

describe("a kind of somebody else", () => {
  it.each([
    ["gateway.networking.k8s.io/v1", "GatewayClass"],
    ["snapshot.storage.k8s.io/v1", "VolumeSnapshotClass"],
    ["cert-manager.io/v1", "ClusterIssuer"],
    ["example.test/v1", "Namespace"],
  ])("isn't asked for a namespace, as nobody knows whether it lives in one: %s %s", (apiVersion, kind) => {
    expect(codesOf(apiVersion, kind)).not.toContain("namespace-missing");
  });
});
