import { quoted } from "../promql";
import type { Monitored } from "../slo";
import { addressAsTyped } from "./as-typed";
import { DATA_SOURCES } from "./data-sources";
import type { Link } from "./model";

const CPU_PROFILE = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

/** From a service's dashboard to what to do, and to its logs, traces and profiles of the same time, by OpenTelemetry's `service.name`. */
export function linksOf({ service, runbooks }: Monitored): readonly Link[] {
  const name = quoted(service);
  const labelSelector = `{service_name=${name}}`;
  return [
    { title: "Runbook", url: addressAsTyped(runbooks) },
    { title: "Logs", url: explore("loki", { expr: labelSelector }) },
    { title: "Traces", url: explore("tempo", { query: `{resource.service.name=${name}}`, queryType: "traceql" }) },
    { title: "Profiles", url: explore("pyroscope", { labelSelector, profileTypeId: CPU_PROFILE, queryType: "both" }) },
  ];
}

/** What to do when this alert was raised. */
export function runbookOf({ runbooks }: Monitored, alert: string): Link {
  return { title: `Runbook: ${alert}`, url: `${addressAsTyped(runbooks)}#${alert.toLowerCase()}` };
}

/**
 * A page of Explore for the time that is looked at.
 * @see https://grafana.com/docs/grafana/latest/visualizations/explore/get-started-with-explore/#generate-explore-urls-from-external-tools
 */
function explore(source: keyof typeof DATA_SOURCES, query: Readonly<Record<string, string>>): string {
  const datasource = DATA_SOURCES[source];
  const queries = [{ refId: "A", datasource, ...query }];
  const pane = { datasource: datasource.uid, queries, range: { from: "FROM", to: "TO" } };
  const panes = encodeURIComponent(JSON.stringify({ a: pane }));
  return `/explore?schemaVersion=1&panes=${panes.replace("FROM", "${__from}").replace("TO", "${__to}")}`;
}
