import type { DashboardLink, VariableModel } from "@grafana/grafana-foundation-sdk/dashboard";
import { asTyped } from "./as-typed";
import { CHOSEN, DATA_SOURCES, PROMETHEUS } from "./data-sources";
import { grafana } from "./grafana";
import type { Link, Variable } from "./model";

// Grafana's builders of these would hide every link in a menu, and give variables the fields of other kinds.

/** The choice of a Prometheus. */
export function chosenSource(): VariableModel {
  const { VariableType } = grafana("dashboard");
  const { type, uid } = DATA_SOURCES.prometheus;
  return {
    name: CHOSEN,
    type: VariableType.Datasource,
    label: "Data source",
    query: type,
    current: { text: uid, value: uid },
  };
}

/** The choice of values of a label. */
export function variableOf({ name, title, of, label }: Variable): VariableModel {
  const { VariableRefresh, VariableSort, VariableType } = grafana("dashboard");
  return {
    name,
    type: VariableType.Query,
    label: asTyped(title),
    datasource: PROMETHEUS,
    query: `label_values(${of.text}, ${label})`,
    refresh: VariableRefresh.OnTimeRangeChanged,
    sort: VariableSort.AlphabeticalAsc,
    multi: true,
    includeAll: true,
    allValue: ".*",
    current: { text: "All", value: "$__all" },
  };
}

/** A link at the head of a dashboard or of a panel. */
export function linkOf({ title, url }: Link): DashboardLink {
  const { DashboardLinkType } = grafana("dashboard");
  return {
    title: asTyped(title),
    url,
    type: DashboardLinkType.Link,
    icon: "external link",
    tooltip: "",
    tags: [],
    asDropdown: false,
    includeVars: false,
    keepTime: false,
    targetBlank: true,
  };
}
