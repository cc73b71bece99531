import type { Dashboard as Json, Panel as PanelJson } from "@grafana/schema";
import { describe, expect, it } from "@jest/globals";
import type { Dashboard, Panel } from "../../../lib/dashboard";
import { DATA_SOURCES, renderDashboard } from "../../../lib/dashboard";
import { Series } from "../../../lib/promql";
import { ODD, board } from "./boards";
import { seen } from "./grafana-text";

const PANEL: Panel = {
  title: "Jobs",
  kind: "timeseries",
  unit: "short",
  queries: [{ expr: new Series("jobs"), legend: "jobs" }],
};

const rendered = (dashboard: Dashboard) => JSON.parse(renderDashboard(dashboard)) as Json;
const storefront = rendered(board());

/** The JSON of a dashboard of one panel. */
function panel(more: Partial<Panel>): PanelJson {
  const rows = [{ title: "Row", panels: [{ ...PANEL, ...more }] }];
  return rendered({ uid: "x", title: "X", tags: [], links: [], variables: [], rows }).panels![1] as PanelJson;
}

function steps(more: Partial<Panel>): unknown {
  return panel(more).fieldConfig?.defaults.thresholds?.steps;
}

describe("the JSON of a dashboard", () => {
  it("is the same text for the same dashboard", () => {
    expect(renderDashboard(board())).toBe(renderDashboard(board()));
  });

  it("numbers its rows and panels from 1", () => {
    const ids = storefront.panels!.map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
  });

  it("can't be edited, and shows the last six hours", () => {
    const { editable, graphTooltip, refresh, schemaVersion, time, timezone } = storefront;
    expect({ editable, graphTooltip, refresh, schemaVersion, time, timezone }).toEqual({
      editable: false,
      graphTooltip: 1,
      refresh: "30s",
      schemaVersion: 42,
      time: { from: "now-6h", to: "now" },
      timezone: "browser",
    });
  });

  it("lets people choose pods, one or several or all, among those that are scraped", () => {
    expect(storefront.templating!.list![1]).toEqual({
      name: "pod",
      type: "query",
      label: "Pod",
      datasource: { type: "prometheus", uid: "${datasource}" },
      query: 'label_values(up{job="storefront",namespace="shop"}, pod)',
      refresh: 2,
      sort: 1,
      multi: true,
      includeAll: true,
      allValue: ".*",
      current: { text: "All", value: "$__all" },
    });
  });

  it("shows its links at the head, each in a tab of its own", () => {
    expect(storefront.links![0]).toEqual({
      title: "Runbook",
      url: "https://wiki.example.test/shop",
      type: "link",
      icon: "external link",
      tooltip: "",
      tags: [],
      asDropdown: false,
      includeVars: false,
      keepTime: false,
      targetBlank: true,
    });
  });

  it("asks the Prometheus that is chosen at its head, which is the one with the fixed uid unless somebody chooses", () => {
    const [source] = storefront.templating!.list!;
    const { uid } = DATA_SOURCES.prometheus;
    expect(source).toMatchObject({ type: "datasource", name: "datasource", current: { value: uid } });
    const panels = storefront.panels!.filter((one) => one.type !== "row") as PanelJson[];
    const asked = panels.flatMap(({ datasource, targets }) => [datasource, ...targets!.map((one) => one.datasource)]);
    expect(new Set(asked.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ type: "prometheus", uid: "${datasource}" })]),
    );
  });

  it("has panels below the title of their row, and no two in one place", () => {
    const places = storefront.panels!.map(({ gridPos }) => `${gridPos!.x},${gridPos!.y}`);
    expect(new Set(places).size).toBe(places.length);
    expect(storefront.panels!.map(({ gridPos }) => gridPos!.y)).toEqual(
      storefront.panels!.map(({ gridPos }) => gridPos!.y).sort((a, b) => a - b),
    );
  });

  it("shows every text as it is typed", () => {
    const link = { title: ODD, url: "https://example.test" };
    const rows = [{ title: ODD, panels: [{ ...PANEL, title: ODD, description: ODD, links: [link] }] }];
    const legend = [{ expr: new Series("jobs"), legend: ODD }];
    const texts = [
      ...rendered({ uid: "x", title: "X", tags: [], links: [link], variables: [], rows }).panels!,
      panel({ queries: legend }),
    ].map((one) => JSON.stringify(one));
    const typed = texts.map(seen);
    const read = JSON.stringify(ODD).slice(1, -1);
    expect(typed.map((text) => text.split(read).length - 1)).toEqual([1, 3, 1]);
    expect(texts.filter((text) => text.includes(read))).toEqual([]);
  });

  it("has the title as it is typed, where Grafana puts nothing in", () => {
    expect(rendered({ ...board(), title: ODD }).title).toBe(ODD);
  });
});

describe("a panel", () => {
  it("draws its lines in the colour of who is told, from the lowest to the highest", () => {
    const lines = [
      { at: 14.4, severity: "page", label: "fast" },
      { at: 1, severity: "ticket", label: "slow" },
    ] as const;
    expect(steps({ lines })).toEqual([
      { value: null, color: "green" },
      { value: 1, color: "orange" },
      { value: 14.4, color: "red" },
    ]);
    expect(panel({ lines }).fieldConfig?.defaults.custom).toMatchObject({
      axisSoftMax: 1,
      thresholdsStyle: { mode: "line" },
    });
  });

  it("draws no line when it has none", () => {
    expect(panel({}).fieldConfig?.defaults.custom).toEqual({ axisSoftMin: 0 });
  });

  it("is red below the least that is well", () => {
    expect(steps({ kind: "stat", least: 0.999 })).toEqual([
      { value: null, color: "red" },
      { value: 0.999, color: "green" },
    ]);
  });

  it("says what its lines stand for, and what must be scraped", () => {
    const lines = [{ at: 2, severity: "page", label: "p99 above 2s" }] as const;
    expect(panel({ description: "How long.", lines, needs: ["cadvisor", "process"] }).description).toBe(
      "How long. Lines: p99 above 2s: page. Comes from the kubelet's cAdvisor and client_golang's process collector.",
    );
  });

  it.each([
    ["timeseries", { range: true, instant: false }],
    ["heatmap", { range: true, instant: false, format: "heatmap" }],
    ["stat", { range: false, instant: true }],
    ["gauge", { range: false, instant: true }],
  ] as const)("of the kind %s asks for %j", (kind, query) => {
    expect(panel({ kind }).type).toBe(kind);
    expect(panel({ kind }).targets![0]).toMatchObject({ expr: "jobs", refId: "A", ...query });
  });

  it("names series by a text or by the value of a label", () => {
    const queries = [
      { expr: new Series("jobs"), legend: "jobs" },
      { expr: new Series("jobs"), legend: { label: "queue" } },
    ];
    expect(panel({ queries }).targets!.map((one) => [one.refId, one.legendFormat])).toEqual([
      ["A", "jobs"],
      ["B", "{{queue}}"],
    ]);
  });

  it("has the digits that were asked for", () => {
    expect(panel({ decimals: 2 }).fieldConfig?.defaults.decimals).toBe(2);
    expect(panel({}).fieldConfig?.defaults).not.toHaveProperty("decimals");
  });
});
