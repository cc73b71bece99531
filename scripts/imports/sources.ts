/** The files of a Kubernetes module that say which feature gates are on. */
const GATES = ["pkg/features/kube_features.go"];
const GATES_1_32 = [...GATES, "pkg/features/versioned_kube_features.go"];

/** The supported minors and the patch that is read for each, oldest first. */
export const KUBERNETES = [
  { minor: "1.31", module: "k8s.io/kubernetes@v1.31.14", gates: GATES },
  { minor: "1.32", module: "k8s.io/kubernetes@v1.32.13", gates: GATES_1_32 },
  { minor: "1.33", module: "k8s.io/kubernetes@v1.33.13", gates: GATES },
  { minor: "1.34", module: "k8s.io/kubernetes@v1.34.4", gates: GATES },
  { minor: "1.35", module: "k8s.io/kubernetes@v1.35.4", gates: GATES },
  { minor: "1.36", module: "k8s.io/kubernetes@v1.36.3", gates: GATES },
] as const;

/** The OpenAPI document of a Kubernetes module. */
export const OPEN_API = "api/openapi-spec/swagger.json";

/** A supported minor. */
export type Minor = (typeof KUBERNETES)[number]["minor"];

/** The definitions in the OpenAPI document whose kinds become types, in the order of the output. */
export const DEFINITIONS = [
  "io.k8s.api.core.v1.Namespace",
  "io.k8s.api.core.v1.ResourceQuota",
  "io.k8s.api.core.v1.LimitRange",
  "io.k8s.api.core.v1.ServiceAccount",
  "io.k8s.api.core.v1.ConfigMap",
  "io.k8s.api.core.v1.Secret",
  "io.k8s.api.core.v1.Service",
  "io.k8s.api.core.v1.Pod",
  "io.k8s.api.core.v1.PersistentVolumeClaim",
  "io.k8s.api.apps.v1.Deployment",
  "io.k8s.api.apps.v1.StatefulSet",
  "io.k8s.api.batch.v1.Job",
  "io.k8s.api.batch.v1.CronJob",
  "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
  "io.k8s.api.policy.v1.PodDisruptionBudget",
  "io.k8s.api.networking.v1.NetworkPolicy",
  "io.k8s.api.networking.v1.Ingress",
  "io.k8s.api.rbac.v1.Role",
  "io.k8s.api.rbac.v1.RoleBinding",
  "io.k8s.api.rbac.v1.ClusterRole",
  "io.k8s.api.rbac.v1.ClusterRoleBinding",
  "io.k8s.api.scheduling.v1.PriorityClass",
  "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService",
] as const;

/** A custom resource definition: where it is read, and which of its versions becomes types. */
export interface CrdSource {
  readonly module: string;
  readonly file: string;
  readonly version: string;
}

const GATEWAY_API = "sigs.k8s.io/gateway-api@v1.6.3";
const PROMETHEUS_OPERATOR = "github.com/prometheus-operator/prometheus-operator@v0.93.1";
const PROMETHEUS_OPERATOR_CRDS = "example/prometheus-operator-crd/monitoring.coreos.com";
const KEDA = "github.com/kedacore/keda/v2@v2.20.2";

/** The custom resources whose kinds become types, in the order of the output. */
export const CRDS: readonly CrdSource[] = [
  { module: GATEWAY_API, file: "config/crd/standard/gateway.networking.k8s.io_gateways.yaml", version: "v1" },
  { module: GATEWAY_API, file: "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml", version: "v1" },
  { module: GATEWAY_API, file: "config/crd/standard/gateway.networking.k8s.io_grpcroutes.yaml", version: "v1" },
  {
    module: "github.com/external-secrets/external-secrets@v1.3.2",
    file: "config/crds/bases/external-secrets.io_externalsecrets.yaml",
    version: "v1",
  },
  {
    module: "github.com/bitnami-labs/sealed-secrets@v0.36.6",
    file: "helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml",
    version: "v1alpha1",
  },
  {
    module: "sigs.k8s.io/secrets-store-csi-driver@v1.6.0",
    file: "config/crd/bases/secrets-store.csi.x-k8s.io_secretproviderclasses.yaml",
    version: "v1",
  },
  { module: PROMETHEUS_OPERATOR, file: `${PROMETHEUS_OPERATOR_CRDS}_podmonitors.yaml`, version: "v1" },
  { module: PROMETHEUS_OPERATOR, file: `${PROMETHEUS_OPERATOR_CRDS}_prometheusrules.yaml`, version: "v1" },
  { module: PROMETHEUS_OPERATOR, file: `${PROMETHEUS_OPERATOR_CRDS}_alertmanagerconfigs.yaml`, version: "v1alpha1" },
  { module: KEDA, file: "config/crd/bases/keda.sh_scaledobjects.yaml", version: "v1alpha1" },
  { module: KEDA, file: "config/crd/bases/keda.sh_triggerauthentications.yaml", version: "v1alpha1" },
];
