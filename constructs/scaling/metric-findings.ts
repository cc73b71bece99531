import type { Environment } from "../../lib/environment";
import type { Finding } from "../../lib/fields";
import type { ScalingMetric } from "../../lib/scaling";
import type { HpaPolicySettings } from "./policy";

/** Where an autoscaler's metrics come from. */
export interface Sources {
  readonly environment: Environment;
  /** Whether Prometheus counts the requests of what is scaled, by a name that we know. */
  readonly countsRequests: boolean;
}

/** What is wrong with metrics of Prometheus, and with having no pods at all, in an environment. @param field what stands before the names of the fields */
export function metricFindings(field: string, settings: Partial<HpaPolicySettings>, sources: Sources): Finding[] {
  const metrics = (settings.metrics ?? []).filter((metric) => metric !== undefined);
  return [
    ...(metrics.length > 0 ? notInstalled(`${field}metrics`, sources.environment) : []),
    ...metrics.flatMap((metric, index) => metricFinding(`${field}metrics[${index}]`, metric, index, metrics, sources)),
    ...(settings.min === 0 ? noPods(`${field}min`, metrics, sources.environment) : []),
  ];
}

function notInstalled(field: string, environment: Environment): Finding[] {
  if (environment.has("keda") || environment.has("prometheus-adapter")) return [];
  const allowed = `something that brings them to the autoscaler: ${environment.name} lists neither "keda" nor "prometheus-adapter" as installed`;
  return [{ code: "not-installed", field, got: "metrics of Prometheus", allowed, fix: 'installed: ["keda"]' }];
}

function metricFinding(
  field: string,
  { query }: ScalingMetric,
  index: number,
  all: readonly ScalingMetric[],
  { countsRequests }: Sources,
): Finding[] {
  if (all.findIndex((other) => other.query === query) !== index) {
    const got = query === undefined ? "requestsPerPod a second time" : `the query ${query} a second time`;
    return [{ code: "duplicate-metric", field, got, allowed: "each metric once", fix: "keep the smaller perPod" }];
  }
  if (query !== undefined || countsRequests) return [];
  const allowed = "a GoService with metrics: of no other program it is known what its requests are called";
  const fix = 'ScalingMetric.query("sum(rate(requests_total[2m]))", { perPod: 100 }), for example';
  return [{ code: "requests-not-counted", field, got: "requestsPerPod", allowed, fix }];
}

function noPods(field: string, metrics: readonly ScalingMetric[], environment: Environment): Finding[] {
  const isWoken = metrics.some(({ query }) => query !== undefined);
  if (isWoken && environment.has("keda")) return [];
  const got = isWoken
    ? `0, and no "keda" installed in ${environment.name}`
    : "0, and no metric that is there without pods";
  const allowed = "KEDA and a queueLength or a query: something must tell when the first pod is needed";
  return [{ code: "scale-to-zero", field, got, allowed, fix: "set it to 2, or add such a metric" }];
}
