import type { Tool } from "./tool";

export const SLO_TOOLS = {
  // Of the service discoveries only Kubernetes', files and HTTP; without the web interface.
  prometheus: {
    area: "slo",
    module: "github.com/prometheus/prometheus",
    main: "github.com/prometheus/prometheus/cmd/prometheus",
    alsoMain: ["github.com/prometheus/prometheus/cmd/promtool"],
    tags: ["remove_all_sd", "enable_kubernetes_sd"],
    stamp: (version) => stamped(version.replace(/^v0\.(\d)(\d+)/, "$1.$2")),
  },
  // The published module lacks its web interface.
  alertmanager: {
    area: "slo",
    module: "github.com/prometheus/alertmanager",
    main: "github.com/prometheus/alertmanager/cmd/alertmanager",
    alsoMain: ["github.com/prometheus/alertmanager/cmd/amtool"],
    lacking: { "ui/app/dist/index.html": "ui/app/index.html" },
    stamp: (version) => stamped(version.slice(1)),
  },
  "prometheus-operator": {
    area: "slo",
    module: "github.com/prometheus-operator/prometheus-operator",
    main: "github.com/prometheus-operator/prometheus-operator/cmd/operator",
    stamp: (version) => stamped(version.slice(1)),
    files: [
      {
        module: "github.com/prometheus-operator/prometheus-operator",
        folder: "example/prometheus-operator-crd",
        match: /_alertmanagers\.yaml$/,
      },
    ],
  },
  "prometheus-adapter": {
    area: "slo",
    module: "sigs.k8s.io/prometheus-adapter",
    main: "sigs.k8s.io/prometheus-adapter/cmd/adapter",
  },
  "slo-crds": {
    area: ["core", "slo"],
    files: [
      {
        module: "github.com/prometheus-operator/prometheus-operator",
        folder: "example/prometheus-operator-crd",
        match: /_(?:podmonitors|prometheusrules|alertmanagerconfigs)\.yaml$/,
      },
      {
        module: "github.com/kedacore/keda/v2",
        folder: "config/crd/bases",
        match: /^keda\.sh_(?:scaledobjects|triggerauthentications)\.yaml$/,
      },
    ],
  },
  chromium: { area: "slo", debian: true },
} satisfies Record<string, Tool>;

/** What Prometheus and its Alertmanager say when they are asked for their version. */
function stamped(version: string): Record<string, string> {
  return { "github.com/prometheus/common/version.Version": version };
}
