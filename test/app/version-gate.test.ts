import { describe, expect, it } from "@jest/globals";
import type { ClusterFeature, KubernetesVersion } from "../../app";
import { versionFindings } from "../../app/version-gate";
import { environment } from "../support/program";

function findings(manifest: object, kubernetes: KubernetesVersion, installed: readonly ClusterFeature[] = []) {
  const whole = { apiVersion: "v1", kind: "Service", metadata: { name: "a" }, ...manifest };
  return versionFindings(whole, environment({ kubernetes, installed }));
}

const near = { spec: { trafficDistribution: "PreferSameNode" } };
const pod = (spec: object) => ({ apiVersion: "apps/v1", kind: "Deployment", spec: { template: { spec } } });

describe("a manifest for a cluster", () => {
  it.each<[string, object, KubernetesVersion, string[]]>([
    ["a field of a newer one", pod({ hostUsers: false }), "1.32", ["spec.template.spec.hostUsers"]],
    ["a field of its own version", pod({ hostUsers: false }), "1.33", []],
    ["a value of a newer one", near, "1.33", ["spec.trafficDistribution"]],
    ["a value of its own version", near, "1.34", []],
    ["another value of the field", { spec: { trafficDistribution: "PreferClose" } }, "1.31", []],
    [
      "a value that none honours, in a list",
      pod({ tolerations: [{ operator: "Exists" }, { operator: "Gt" }] }),
      "1.36",
      ["spec.template.spec.tolerations[1].operator"],
    ],
    ["a field of a kind that nobody knows", { kind: "Gadget", spec: { hostUsers: false } }, "1.31", []],
  ])("that uses %s", (_, manifest, kubernetes, expected) => {
    expect(findings(manifest, kubernetes).map(({ code, field }) => `${code} ${field}`)).toEqual(
      expected.map((field) => `kubernetes-too-old ${field}`),
    );
  });

  it("says which version has the field", () => {
    expect(findings(near, "1.33")[0]!.allowed).toBe("Kubernetes 1.34 or newer; prod has 1.33");
  });

  it.each<[string, string, ClusterFeature]>([
    ["gateway.networking.k8s.io/v1", "HTTPRoute", "gateway-api"],
    ["external-secrets.io/v1", "ExternalSecret", "external-secrets"],
    ["bitnami.com/v1alpha1", "SealedSecret", "sealed-secrets"],
    ["secrets-store.csi.x-k8s.io/v1", "SecretProviderClass", "secrets-store-csi"],
    ["monitoring.coreos.com/v1", "PrometheusRule", "prometheus-operator"],
    ["monitoring.coreos.com/v1alpha1", "AlertmanagerConfig", "prometheus-operator"],
    ["keda.sh/v1alpha1", "ScaledObject", "keda"],
  ])("needs what brings the kind along: %s %s", (apiVersion, kind, feature) => {
    const found = [[], [feature]].map((installed) => findings({ apiVersion, kind }, "1.35", installed as never));
    expect(found).toEqual([[expect.objectContaining({ code: "not-installed", field: "kind", got: kind })], []]);
  });
});
