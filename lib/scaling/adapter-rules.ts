import { hash } from "../names";
import { Series } from "../promql";
import type { Json } from "../rendered";
import type { Measured } from "./requests";
import { requestRate, scraped } from "./requests";
import type { ScalingMetric } from "./scaling-metric";

/** What an autoscaler scales, as it names its metrics. */
export interface Scaled {
  readonly namespace: string;
  readonly name: string;
}

/** What the metric is called in the API of Kubernetes: the adapter keeps one of each name. No name of an object holds an underscore. */
export function adapterName({ namespace, name }: Scaled, { query }: ScalingMetric): string {
  return `${namespace}_${name}_${query === undefined ? "requests_per_second" : hash(query)}`;
}

/**
 * The adapter's configuration for these metrics: one of each pod under `rules`, one of the whole under `externalRules`. It is to be merged into the
 * adapter's own. @see https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md
 */
export function adapterRules(
  scaled: Scaled,
  metrics: readonly ScalingMetric[],
  measured: Measured | undefined,
): { readonly [list: string]: Json } {
  const rules = metrics.flatMap((metric) =>
    metric.query === undefined && measured ? perPod(adapterName(scaled, metric), measured) : [],
  );
  const externalRules = metrics.flatMap((metric) =>
    metric.query === undefined ? [] : whole(adapterName(scaled, metric), metric.query),
  );
  return { ...(rules.length > 0 && { rules }), ...(externalRules.length > 0 && { externalRules }) };
}

/** The series `up` is there as soon as Prometheus knows of a pod: a metric that comes later is not found for up to a minute. */
function perPod(as: string, measured: Measured): Json {
  return {
    metricsQuery: requestRate(measured, ["pod"]).text,
    name: { as },
    resources: { overrides: { namespace: { resource: "namespace" }, pod: { resource: "pod" } } },
    seriesQuery: scraped(measured).where({ pod: { operator: "!=", value: "" } }).text,
  };
}

/** The adapter asks for a series before it believes in a metric; `up` is always there. */
function whole(as: string, query: string): Json {
  return {
    metricsQuery: query.replaceAll("<<", '<<"<<">>'),
    name: { as },
    resources: { namespaced: false },
    seriesQuery: new Series("up").text,
  };
}
