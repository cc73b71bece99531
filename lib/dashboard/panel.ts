import type { GridPos, Panel as Json } from "@grafana/grafana-foundation-sdk/dashboard";
import { asTyped } from "./as-typed";
import { PROMETHEUS } from "./data-sources";
import { grafana } from "./grafana";
import { linkOf } from "./head";
import type { Line, Panel, Query } from "./model";
import { SOURCES } from "./sources";

const COLOR = { page: "red", ticket: "orange", well: "green" } as const;

/** A panel with a number that tells it from the others of its dashboard. */
export function panelOf(panel: Panel, id: number, place: GridPos): Json {
  const builder = BUILDERS[panel.kind](panel)
    .id(id)
    .title(asTyped(panel.title))
    .description(asTyped(describe(panel)))
    .datasource(PROMETHEUS)
    .unit(panel.unit)
    .gridPos(place)
    .links((panel.links ?? []).map((link) => ({ build: () => linkOf(link) })))
    .thresholds(thresholds(panel))
    .targets(panel.queries.map((query, index) => targetOf(panel, query, index)));
  return (panel.decimals === undefined ? builder : builder.decimals(panel.decimals)).build();
}

const BUILDERS = {
  timeseries: ({ lines = [] }: Panel) => {
    const { GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode } = grafana("common");
    const { LegendDisplayMode, LegendPlacement, VizLegendOptionsBuilder } = grafana("common");
    const { SortOrder, TooltipDisplayMode, VizTooltipOptionsBuilder } = grafana("common");
    const { FieldColorBuilder, FieldColorModeId } = grafana("dashboard");
    const legend = new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List);
    const builder = new (grafana("timeseries").PanelBuilder)()
      .legend(legend.placement(LegendPlacement.Bottom))
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
      .axisSoftMin(0);
    if (lines.length === 0) return builder;
    // Grafana draws a line only where the axis reaches: at least as far as the first one.
    return builder
      .axisSoftMax(Math.min(...lines.map(({ at }) => at)))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));
  },
  stat: () =>
    new (grafana("stat").PanelBuilder)().reduceOptions(last()).graphMode(grafana("common").BigValueGraphMode.None),
  gauge: () => new (grafana("gauge").PanelBuilder)().reduceOptions(last()).min(0).max(1),
  heatmap: ({ unit }: Panel) => {
    const { HeatmapColorOptionsBuilder, HeatmapColorMode, PanelBuilder, YAxisConfigBuilder } = grafana("heatmap");
    const colors = new HeatmapColorOptionsBuilder().scheme("Oranges");
    return new PanelBuilder()
      .color(colors.mode(HeatmapColorMode.Scheme).fill("dark-orange").exponent(0.5).steps(64))
      .yAxis(new YAxisConfigBuilder().unit(unit));
  },
};

function last() {
  return new (grafana("common").ReduceDataOptionsBuilder)().calcs(["lastNotNull"]);
}

function thresholds({ lines = [], least }: Panel) {
  const { ThresholdsConfigBuilder, ThresholdsMode } = grafana("dashboard");
  const above = [...lines]
    .sort((a, b) => a.at - b.at)
    .map(({ at, severity }) => ({ value: at, color: COLOR[severity] }));
  const steps =
    least === undefined
      ? [{ value: null, color: COLOR.well }, ...above]
      : [
          { value: null, color: COLOR.page },
          { value: least, color: COLOR.well },
        ];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

function targetOf({ kind }: Panel, { expr, legend }: Query, index: number) {
  const { DataqueryBuilder, PromQueryFormat, QueryEditorMode } = grafana("prometheus");
  const query = new DataqueryBuilder()
    .refId(String.fromCharCode("A".charCodeAt(0) + index))
    .datasource(PROMETHEUS)
    .editorMode(QueryEditorMode.Code)
    .expr(expr.text)
    .legendFormat(typeof legend === "string" ? asTyped(legend) : `{{${legend.label}}}`);
  if (kind === "heatmap") return query.range().format(PromQueryFormat.Heatmap);
  return kind === "timeseries" ? query.range() : query.instant();
}

/** What is seen, what the lines stand for, and who must be scraped. */
function describe({ description, lines = [], needs = [] }: Panel): string {
  const drawn = lines.map(({ severity, label }: Line) => `${label}: ${severity}`).join("; ");
  const sources = needs.map((source) => SOURCES[source]).join(" and ");
  return [description, drawn && `Lines: ${drawn}.`, sources && `Comes from ${sources}.`].filter(Boolean).join(" ");
}
