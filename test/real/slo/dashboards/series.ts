import { NAMES } from "../../../../lib/dashboard";
import { Dialect, rulesOf } from "../../../../lib/slo";
import { monitored } from "../../../lib/slo/support";

/** A series as a program or a collector shows it, without what Prometheus adds when it scrapes. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** What a counter gains. @default - it is none */
  readonly perSecond?: number;
}

const VERSION = "rollouts_pod_template_hash";
const HASHES = ["5d9f7c6b8d", "7b6d5c4f9c"];
const BOUNDS = [0.1, 0.3, 2, Infinity];

/** By way of measuring: the labels of a request that went well, and of one that failed. */
export const MEASURED: readonly (readonly [string, Dialect, Series["labels"], Series["labels"]])[] = [
  ["client_golang", Dialect.clientGolang, { route: "/a", code: "200" }, { route: "/a", code: "500" }],
  [
    "grpc",
    Dialect.grpcMiddleware,
    { grpc_method: "Get", grpc_code: "OK" },
    { grpc_method: "Get", grpc_code: "Internal" },
  ],
  [
    "otelhttp",
    Dialect.otelHttp,
    { http_route: "/a", http_response_status_code: "200" },
    { http_route: "/a", http_response_status_code: "503" },
  ],
  [
    "otelgrpc",
    Dialect.otelGrpc,
    { rpc_method: "Get", rpc_response_status_code: "OK" },
    { rpc_method: "Get", rpc_response_status_code: "INTERNAL" },
  ],
  [
    "istio",
    Dialect.istio,
    { request_protocol: "http", response_code: "200", ...destination() },
    { request_protocol: "http", response_code: "500", ...destination() },
  ],
];

function destination(): Series["labels"] {
  return {
    destination_service_name: "storefront",
    destination_service_namespace: "shop",
    reporter: "destination",
  };
}

/** Requests that the storefront got in each way of measuring, from two versions of it. */
function requests(): Series[] {
  return MEASURED.flatMap(([, { duration, requests, perSecond }, ...outcomes]) =>
    HASHES.flatMap((hash) =>
      outcomes.flatMap((outcome, index) => {
        const labels = { ...outcome, [VERSION]: hash };
        const rate = index === 0 ? 9 : 1;
        const counters = [...new Set([requests, `${duration}_count`])];
        return [
          ...counters.map((name) => ({ name, labels, value: 0, perSecond: rate })),
          ...BOUNDS.map((bound, at) => ({
            name: `${duration}_bucket`,
            labels: { ...labels, le: bound === Infinity ? "+Inf" : String(bound * perSecond) },
            value: 0,
            perSecond: (rate * (at + 1)) / BOUNDS.length,
          })),
        ];
      }),
    ),
  );
}

/** What the rules of the storefront record, all above the limits of its alerts. */
function recorded(): Series[] {
  const all = rulesOf(monitored()).flatMap(({ rules }) => rules.flatMap((rule) => ("record" in rule ? [rule] : [])));
  return all.map(({ record, labels: { service, slo } }) => {
    const labels = { service: service!, ...(slo !== undefined && { slo }) };
    return { name: record, labels, value: VALUES[record] ?? 0.9 };
  });
}

const VALUES: Readonly<Record<string, number>> = {
  "service:duration:p95_rate5m": 0.5,
  "service:duration:p99_rate1m": 3,
  "service:error_ratio:rate1m": 0.1,
  "slo:error_budget:left": 0.4,
};

/** Of the Go runtime and the process, as client_golang 1.25 and OpenTelemetry's runtime instrumentation 0.72 show them. */
const RUNTIME: readonly Series[] = [
  gauge("go_goroutines", 12),
  gauge("go_goroutine_count", 12),
  gauge("go_threads", 6),
  gauge("go_info", 1, { version: "go1.26.8" }),
  gauge("go_memstats_heap_inuse_bytes", 2e6),
  gauge("go_memstats_next_gc_bytes", 4e6),
  gauge("go_gc_gomemlimit_bytes", 4e8),
  gauge("go_memory_gc_goal_bytes", 4e6),
  gauge("go_memory_limit_bytes", 4e8),
  gauge("go_gc_duration_seconds", 0.001, { quantile: "1" }),
  gauge("go_sched_gomaxprocs_threads", 2),
  gauge("go_processor_limit", 2),
  counter("go_memstats_alloc_bytes_total", 1e5),
  counter("go_memory_allocated_bytes_total", 1e5),
  counter("go_gc_duration_seconds_count", 0.5),
  counter("process_cpu_seconds_total", 0.2),
  gauge("process_resident_memory_bytes", 3e7),
  gauge("process_open_fds", 9),
  gauge("process_max_fds", 20_000),
  gauge("process_start_time_seconds", 1.7e9),
];

/** As cAdvisor 0.56 and kube-state-metrics 2.20 show them. */
const CLUSTER: readonly Series[] = [
  counter("container_cpu_usage_seconds_total", 0.2, { container: "storefront", cpu: "total" }),
  gauge("container_memory_working_set_bytes", 3e7, { container: "storefront" }),
  counter("container_cpu_cfs_periods_total", 10, { container: "storefront" }),
  counter("container_cpu_cfs_throttled_periods_total", 1, { container: "storefront" }),
  ...(["requests", "limits"] as const).flatMap((kind) => [
    gauge(`kube_pod_container_resource_${kind}`, 0.5, { container: "storefront", resource: "cpu", unit: "core" }),
    gauge(`kube_pod_container_resource_${kind}`, 5e8, { container: "storefront", resource: "memory", unit: "byte" }),
  ]),
  counter("kube_pod_container_status_restarts_total", 0, { container: "storefront", uid: "1" }),
  gauge("kube_pod_container_status_last_terminated_reason", 1, { container: "storefront", reason: "OOMKilled" }),
  ...["status_current", "status_desired", "spec_min", "spec_max"].map((field, index) =>
    gauge(`kube_horizontalpodautoscaler_${field}_replicas`, index + 2, { horizontalpodautoscaler: "storefront" }),
  ),
  ...["status", "spec"].map((field) =>
    gauge(`kube_horizontalpodautoscaler_${field}_target_metric`, 50, {
      horizontalpodautoscaler: "storefront",
      metric_name: "cpu",
      metric_target_type: "utilization",
    }),
  ),
];

function gauge(name: string, value: number, labels: Series["labels"] = {}): Series {
  return { name, labels, value };
}

function counter(name: string, perSecond: number, labels: Series["labels"] = {}): Series {
  return { name, labels, value: 1, perSecond };
}

const OTHERS = new Set(Object.values(NAMES).flat());

/** Everything that the storefront's dashboards ask for. */
export const SERIES: readonly Series[] = [...requests(), ...recorded(), ...RUNTIME, ...CLUSTER];

/** What is left when nobody scrapes anything but what the program says of its requests, and no rollout labels its pods. */
export const BARE: readonly Series[] = SERIES.filter(({ name }) => !OTHERS.has(name)).map(
  ({ labels: { [VERSION]: hash, ...labels }, ...series }) => ({
    ...series,
    labels: { ...labels, replica: hash ?? "" },
  }),
);

/** The text that Prometheus scrapes, some seconds after counters began. */
export function exposition(series: readonly Series[], seconds: number): string {
  return series
    .map(({ name, labels, value, perSecond = 0 }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`);
      return `${name}{${pairs.join(",")}} ${value + perSecond * seconds}\n`;
    })
    .join("");
}
