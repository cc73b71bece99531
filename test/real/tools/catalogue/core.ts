import type { Tool } from "./tool";

/** The Kubernetes whose OpenAPI documents are at hand; their sums are in openapi/go.sum. */
export const OPENAPI_VERSIONS = ["v1.34.4", "v1.35.4", "v1.36.3"] as const;

/** The fixtures of Pod Security that are at hand, as folders. */
export const POD_SECURITY_FIXTURES = ["baseline", "restricted"].flatMap((level) =>
  [31, 32, 33, 34, 35].flatMap((minor) => ["pass", "fail"].map((verdict) => `${level}/v1.${minor}/${verdict}`)),
);

export const CORE_TOOLS = {
  etcd: { area: ["core", "pulumi", "slo"], module: "go.etcd.io/etcd/server/v3", main: "go.etcd.io/etcd/server/v3" },
  kube: { area: ["core", "pulumi", "slo"], module: "k8s.io/kubernetes", main: ".", stamp: kubeVersion },
  kwok: {
    area: ["core", "pulumi", "slo"],
    module: "sigs.k8s.io/kwok",
    main: "sigs.k8s.io/kwok/cmd/kwok",
    files: [
      { module: "sigs.k8s.io/kwok", folder: "kustomize/stage/node/fast" },
      { module: "sigs.k8s.io/kwok", folder: "kustomize/stage/node/heartbeat-with-lease" },
      { module: "sigs.k8s.io/kwok", folder: "kustomize/stage/pod/fast" },
    ],
  },
  kubeconform: {
    area: "core",
    module: "github.com/yannh/kubeconform",
    main: "github.com/yannh/kubeconform/cmd/kubeconform",
  },
  crds: {
    area: ["core", "pulumi"],
    files: [
      { module: "sigs.k8s.io/gateway-api", folder: "config/crd/standard" },
      {
        module: "github.com/external-secrets/external-secrets",
        folder: "config/crds/bases",
        match: /^external-secrets\.io_/,
      },
      { module: "github.com/bitnami-labs/sealed-secrets", folder: "helm/sealed-secrets/crds" },
      { module: "sigs.k8s.io/secrets-store-csi-driver", folder: "config/crd/bases" },
    ],
  },
  "yaml-reader": { area: "core", module: "k8s.io/apimachinery", main: "." },
  node: { area: "core", npm: true },
  openapi: {
    area: "core",
    files: OPENAPI_VERSIONS.map((version) => ({
      module: `k8s.io/kubernetes@${version}`,
      folder: "api/openapi-spec",
      match: /^swagger\.json$/,
      as: version,
    })),
  },
  "pod-security": {
    area: "core",
    module: "k8s.io/pod-security-admission",
    files: POD_SECURITY_FIXTURES.map((as) => ({
      module: "k8s.io/pod-security-admission",
      folder: `test/testdata/${as}`,
      as,
    })),
  },
  "kube-score": {
    area: "core",
    module: "github.com/zegl/kube-score",
    main: "github.com/zegl/kube-score/cmd/kube-score",
  },
  kubesec: {
    area: "core",
    module: "github.com/controlplaneio/kubesec/v2",
    main: "github.com/controlplaneio/kubesec/v2",
  },
  checkov: { area: "core", python: "checkov" },
  helm: { area: ["bench", "core"], module: "helm.sh/helm/v3", main: "helm.sh/helm/v3/cmd/helm" },
} satisfies Record<string, Tool>;

/** What the release of Kubernetes stamps, but for the commit and the date. */
function kubeVersion(version: string): Record<string, string> {
  const [major = "", minor = ""] = version.slice(1).split(".");
  const stamped = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  return Object.fromEntries(
    Object.entries(stamped).map(([name, value]) => [`k8s.io/component-base/version.${name}`, value]),
  );
}
