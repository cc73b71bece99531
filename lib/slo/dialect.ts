import type { Complaint } from "../errors";
import { refuse } from "../errors";
import type { Matchers } from "../promql";
import { labelName, matches, metricName } from "../promql";

/** https://pkg.go.dev/github.com/prometheus/client_golang/prometheus#DefBuckets */
const GO_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
const OTEL_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** The proxy's own, from 0.5 ms to one hour. https://istio.io/latest/docs/reference/config/metrics/ */
const ISTIO_BOUNDS = [
  0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600, 1800, 3600,
];

/** How a program measures its requests: what its metrics and labels are called. */
export class Dialect {
  private constructor(
    /** Histogram of durations, without `_bucket` and `_count`. */
    readonly duration: string,
    /** Counter of requests that carries what `failed` asks for. */
    readonly requests: string,
    /** What requests have that failed because of the service. */
    readonly failed: Matchers,
    /** The label that tells routes or methods apart. */
    readonly route: string,
    /** Upper bounds, in seconds, that the program has without being told. */
    readonly bounds: readonly number[],
    /** Whether the program takes its bounds from `GANTRY_BUCKETS`; otherwise thresholds must be among `bounds`. */
    readonly takesBounds: boolean,
    /** What one second is in the unit of the histogram. */
    readonly perSecond: number,
    /** The labels by which a service of a namespace is found. */
    readonly selects: (namespace: string, service: string) => Matchers,
  ) {
    Object.freeze(this);
  }

  /** `http_request_duration_seconds` of client_golang with the label `code`, as the module `go/serve/metrics` records it. */
  static readonly clientGolang = Dialect.counted("http_request_duration_seconds", { code: matches("5..") }, "route");

  /** `grpc_server_handling_seconds` and `grpc_server_handled_total` of go-grpc-middleware. */
  static readonly grpcMiddleware = new Dialect(
    "grpc_server_handling_seconds",
    "grpc_server_handled_total",
    { grpc_code: matches("Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss") },
    "grpc_method",
    GO_BOUNDS,
    true,
    1,
    scraped,
  );

  /** `http_server_request_duration_seconds` of OpenTelemetry's otelhttp. */
  static readonly otelHttp = Dialect.counted(
    "http_server_request_duration_seconds",
    { http_response_status_code: matches("5..") },
    "http_route",
    OTEL_BOUNDS,
  );

  /** `rpc_server_call_duration_seconds` of OpenTelemetry's otelgrpc, 0.66 or newer. */
  static readonly otelGrpc = Dialect.counted(
    "rpc_server_call_duration_seconds",
    { rpc_response_status_code: matches("UNKNOWN|DEADLINE_EXCEEDED|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS") },
    "rpc_method",
    OTEL_BOUNDS,
  );

  /** Istio's standard metrics, as the sidecar of the service reports them; in milliseconds, with bounds that nobody changes. */
  static readonly istio = new Dialect(
    "istio_request_duration_milliseconds",
    "istio_requests_total",
    { response_code: matches("5..") },
    "request_protocol",
    ISTIO_BOUNDS,
    false,
    1000,
    (namespace, service) => ({
      destination_service_name: service,
      destination_service_namespace: namespace,
      reporter: "destination",
    }),
  );

  /**
   * A histogram of your own, in seconds; the program takes its bounds from `GANTRY_BUCKETS`.
   * @throws ValidationError when a name has other characters than Prometheus reads without quotes.
   * @example Dialect.custom({ duration: "shop_request_seconds", failed: { status: "5.." }, route: "handler" })
   */
  static custom(names: {
    /** The histogram, without `_bucket` and `_count`. */
    readonly duration: string;
    /** By label, a regular expression for requests that failed because of the service. */
    readonly failed: Readonly<Record<string, string>>;
    /** The label that tells routes apart. */
    readonly route: string;
  }): Dialect {
    const labels = [...Object.keys(names.failed), names.route];
    const complaint =
      metricName(names.duration) ?? labels.map(labelName).find((one) => one !== undefined) ?? noLabel(names);
    if (complaint) return refuse(complaint, Dialect.custom);
    const failed = Object.fromEntries(
      Object.entries(names.failed).map(([label, pattern]) => [label, matches(pattern)]),
    );
    return Dialect.counted(names.duration, failed, names.route);
  }

  private static counted(duration: string, failed: Matchers, route: string, bounds = GO_BOUNDS): Dialect {
    return new Dialect(duration, `${duration}_count`, failed, route, bounds, true, 1, scraped);
  }
}

function noLabel({ failed }: { readonly failed: object }): Complaint | undefined {
  if (Object.keys(failed).length > 0) return undefined;
  const allowed = "at least one label that tells failed requests";
  return { code: "required", got: "failed: {}", allowed, fix: 'failed: { status: "5.." }' };
}

/** What Prometheus puts on the series of a pod that our monitors scrape. */
function scraped(namespace: string, service: string): Matchers {
  return { job: service, namespace };
}
