/** The supported minors, oldest first. */
export const KUBERNETES_VERSIONS = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] as const;

/** A supported minor of Kubernetes. */
export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/** What a cluster may have beyond Kubernetes itself. */
export const CLUSTER_FEATURES = [
  "gateway-api",
  "external-secrets",
  "sealed-secrets",
  "secrets-store-csi",
  "prometheus-operator",
  "prometheus-adapter",
  "keda",
  "apparmor",
  "user-namespaces",
] as const;

/**
 * Something installed in the cluster: an API with its controller, or an ability of every node.
 * `prometheus-operator`: takes PodMonitors, PrometheusRules and AlertmanagerConfigs into Prometheus and Alertmanager.
 * `prometheus-adapter`: serves metrics of Prometheus as `custom.metrics.k8s.io` to the autoscalers of Kubernetes.
 * `keda`: scales what a ScaledObject names, down to none; it serves `external.metrics.k8s.io`, which a cluster has only once.
 * `apparmor`: the kernel module is on, without it kubelet refuses a pod that names a profile.
 * `user-namespaces`: container runtime and file systems map ids (containerd ≥ 2.0, Linux ≥ 6.3).
 */
export type ClusterFeature = (typeof CLUSTER_FEATURES)[number];

/** Whether a version is at least another one. */
export function isAtLeast(version: KubernetesVersion, least: KubernetesVersion): boolean {
  return KUBERNETES_VERSIONS.indexOf(version) >= KUBERNETES_VERSIONS.indexOf(least);
}
