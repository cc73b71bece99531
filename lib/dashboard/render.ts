import type { Panel as PanelJson, RowPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import { asTyped } from "./as-typed";
import { grafana } from "./grafana";
import { chosenSource, linkOf, variableOf } from "./head";
import { layout } from "./layout";
import type { Dashboard, Row } from "./model";
import { panelOf } from "./panel";

/** The version of the format, which Grafana 10 and newer read. */
const SCHEMA_VERSION = 42;

/** The JSON of a dashboard, as Grafana keeps it. The same dashboard gives the same text. */
export function renderDashboard({ uid, title, tags, links, variables, rows }: Dashboard): string {
  const { DashboardCursorSync } = grafana("dashboard");
  const json = {
    uid,
    // Grafana puts no values in here.
    title,
    tags,
    editable: false,
    graphTooltip: DashboardCursorSync.Crosshair,
    links: links.map(linkOf),
    panels: panelsOf(rows),
    refresh: "30s",
    schemaVersion: SCHEMA_VERSION,
    templating: { list: [chosenSource(), ...variables.map(variableOf)] },
    time: { from: "now-6h", to: "now" },
    timezone: "browser",
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Rows and panels one after the other, with numbers from 1. */
function panelsOf(rows: readonly Row[]): (PanelJson | RowPanel)[] {
  const { RowBuilder } = grafana("dashboard");
  const all: (PanelJson | RowPanel)[] = [];
  let top = 0;
  for (const row of rows) {
    const places = layout(row, top);
    all.push(
      new RowBuilder(asTyped(row.title))
        .id(all.length + 1)
        .gridPos(places.title)
        .build(),
    );
    row.panels.forEach((panel, index) => all.push(panelOf(panel, all.length + 1, places.panels[index]!)));
    top = places.bottom;
  }
  return all;
}
