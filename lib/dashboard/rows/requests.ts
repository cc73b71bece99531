import { Series, canonical, histogramQuantile, rate, sum } from "../../promql";
import type { Monitored } from "../../slo";
import { ALERTS, ERRORS_NOW, P95, P99, buckets, inUnit, recorded, requests } from "../../slo";
import { runbookOf } from "../links";
import type { Line, Panel, Row } from "../model";

/** Long enough for four scrapes, however far one zooms in. @see https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/ */
export const STEP = "$__rate_interval";

/** How many requests there are, how many fail, and how long they take. */
export function requestsRow(monitored: Monitored): Row {
  const { route } = monitored.dialect;
  const all = rate(requests(monitored).during(STEP));
  return {
    title: "Requests",
    panels: [
      {
        title: `Requests by ${route}`,
        kind: "timeseries",
        unit: "reqps",
        queries: [{ expr: sum(all, [route]), legend: { label: route } }],
      },
      {
        title: "Failed requests",
        kind: "timeseries",
        unit: "percentunit",
        description: "The share that fails because of the service, over 1 minute.",
        queries: [{ expr: new Series(ERRORS_NOW, recorded(monitored)), legend: "failed" }],
        lines: [errorLine(monitored)],
        links: [runbookOf(monitored, ALERTS.errors)],
      },
      durations(monitored),
      {
        title: "Durations by bucket",
        kind: "heatmap",
        unit: unitOf(monitored),
        description: "Requests per second whose duration lies between two bounds of the histogram.",
        queries: [{ expr: sum(rate(buckets(monitored).during(STEP)), ["le"]), legend: { label: "le" } }],
      },
    ],
  };
}

function durations(monitored: Monitored): Panel {
  const own = recorded(monitored);
  const median = histogramQuantile(0.5, sum(rate(buckets(monitored).during(STEP)), ["le"]));
  return {
    title: "Durations",
    kind: "timeseries",
    unit: unitOf(monitored),
    description: "p95 over 5 minutes and p99 over 1 minute, as the alerts see them.",
    queries: [
      { expr: median, legend: "p50" },
      { expr: new Series(P95, own), legend: "p95" },
      { expr: new Series(P99, own), legend: "p99" },
    ],
    lines: [
      {
        at: inUnit(monitored, monitored.thresholds.p95),
        severity: "ticket",
        label: `p95 above ${monitored.thresholds.p95} for 5m`,
      },
      p99Line(monitored),
    ],
    links: [runbookOf(monitored, ALERTS.p95), runbookOf(monitored, ALERTS.p99)],
  };
}

/** Where somebody is called because of failed requests. */
export function errorLine({ thresholds: { errors } }: Monitored): Line {
  return { at: errors, severity: "page", label: `more than ${canonical(errors * 100)} % for 30s` };
}

/** Where somebody is called because of slow requests. */
export function p99Line(monitored: Monitored): Line {
  const { p99 } = monitored.thresholds;
  return { at: inUnit(monitored, p99), severity: "page", label: `p99 above ${p99} for 1m` };
}

/** The unit of the service's histogram. */
export function unitOf({ dialect }: Monitored): "s" | "ms" {
  return dialect.perSecond === 1 ? "s" : "ms";
}
