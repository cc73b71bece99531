/** Who gives the metrics of a panel, besides the requests that the program measures and the rules recorded of them. */
export const SOURCES = {
  go: "client_golang's Go collector, or OpenTelemetry's runtime instrumentation",
  process: "client_golang's process collector",
  cadvisor: "the kubelet's cAdvisor",
  "kube-state-metrics": "kube-state-metrics, scraped with honorLabels",
  "argo-rollouts": "pods of Argo Rollouts, whose label rollouts-pod-template-hash the monitor puts on the series",
} as const;

export type Source = keyof typeof SOURCES;

/** Of the Go runtime: client_golang's name, and OpenTelemetry's where it has one. @see https://opentelemetry.io/docs/specs/semconv/runtime/go-metrics/ */
export const GO = {
  allocated: ["go_memstats_alloc_bytes_total", "go_memory_allocated_bytes_total"],
  collections: ["go_gc_duration_seconds_count"],
  goroutines: ["go_goroutines", "go_goroutine_count"],
  heap: ["go_memstats_heap_inuse_bytes"],
  info: ["go_info"],
  limit: ["go_gc_gomemlimit_bytes", "go_memory_limit_bytes"],
  nextCollection: ["go_memstats_next_gc_bytes", "go_memory_gc_goal_bytes"],
  pauses: ["go_gc_duration_seconds"],
  processors: ["go_sched_gomaxprocs_threads", "go_processor_limit"],
  threads: ["go_threads"],
} as const satisfies Record<string, readonly [string, string?]>;

/** Of the operating system's process. */
export const PROCESS = {
  cpu: "process_cpu_seconds_total",
  maxFiles: "process_max_fds",
  memory: "process_resident_memory_bytes",
  openFiles: "process_open_fds",
  started: "process_start_time_seconds",
} as const;

/** Of a container, by the kubelet. */
export const CADVISOR = {
  cpu: "container_cpu_usage_seconds_total",
  memory: "container_memory_working_set_bytes",
  periods: "container_cpu_cfs_periods_total",
  throttled: "container_cpu_cfs_throttled_periods_total",
} as const;

/** Of objects. @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics */
export const KUBE_STATE = {
  currentPods: "kube_horizontalpodautoscaler_status_current_replicas",
  desiredPods: "kube_horizontalpodautoscaler_status_desired_replicas",
  limits: "kube_pod_container_resource_limits",
  maxPods: "kube_horizontalpodautoscaler_spec_max_replicas",
  metric: "kube_horizontalpodautoscaler_status_target_metric",
  metricTarget: "kube_horizontalpodautoscaler_spec_target_metric",
  minPods: "kube_horizontalpodautoscaler_spec_min_replicas",
  requests: "kube_pod_container_resource_requests",
  restarts: "kube_pod_container_status_restarts_total",
  terminated: "kube_pod_container_status_last_terminated_reason",
} as const;

/** The label that tells the versions of an Argo Rollout apart. */
export const VERSION = "rollouts_pod_template_hash";

/** What a query must name to depend on a source: metrics, or for Argo Rollouts a label. */
export const NAMES: Readonly<Record<Source, readonly string[]>> = {
  go: Object.values(GO).flat(),
  process: Object.values(PROCESS),
  cadvisor: Object.values(CADVISOR),
  "kube-state-metrics": Object.values(KUBE_STATE),
  "argo-rollouts": [VERSION],
};
