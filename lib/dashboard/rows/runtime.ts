import type { Expr } from "../../promql";
import { Series, bound, max, rate, sum } from "../../promql";
import type { Monitored } from "../../slo";
import { Dialect } from "../../slo";
import type { Panel, Row, Unit } from "../model";
import { scrapedOf } from "../pods";
import { GO } from "../sources";
import { STEP } from "./requests";

/** A limit that nobody set is 2^63-1. */
const NO_LIMIT = 1e18;
const PANEL = { kind: "timeseries", needs: ["go"] } as const satisfies Partial<Panel>;

/** The Go runtime of the chosen pods. */
export function runtimeRow(monitored: Monitored): Row {
  const byPod = (title: string, unit: Unit, names: Names, of: (series: Series) => Expr): Panel => ({
    ...PANEL,
    title,
    unit,
    queries: [{ expr: named(monitored, names, of), legend: { label: "pod" } }],
  });
  const perSecond = (series: Series) => sum(rate(series.during(STEP)), ["pod"]);
  const longest = (series: Series) => max(series.where({ quantile: bound(1) }), ["pod"]);
  return {
    title: "Go runtime",
    panels: [
      byPod("Goroutines", "short", GO.goroutines, (series) => sum(series, ["pod"])),
      memory(monitored),
      byPod("Allocated memory per second", "Bps", GO.allocated, perSecond),
      byPod("Longest pause for garbage collection", "s", GO.pauses, longest),
      byPod("Garbage collections per second", "short", GO.collections, perSecond),
      {
        ...PANEL,
        title: "Threads of the busiest pod",
        unit: "short",
        queries: [
          { expr: named(monitored, GO.threads, most), legend: "threads" },
          { expr: named(monitored, GO.processors, most), legend: "GOMAXPROCS" },
        ],
      },
    ],
  };
}

function memory(monitored: Monitored): Panel {
  return {
    ...PANEL,
    title: "Memory of the fullest pod",
    unit: "bytes",
    description: "The heap, at what size it is collected next, and the limit that the collector is to keep.",
    queries: [
      { expr: named(monitored, GO.heap, most), legend: "heap in use" },
      { expr: named(monitored, GO.nextCollection, most), legend: "next collection" },
      { expr: named(monitored, GO.limit, (series) => max(series.below(NO_LIMIT))), legend: "GOMEMLIMIT" },
    ],
  };
}

function most(series: Series): Expr {
  return max(series);
}

type Names = readonly [client: string, otel?: string];

/** Programs that measure requests with OpenTelemetry may have its runtime metrics, client_golang's, or both. */
function named(monitored: Monitored, [client, otel]: Names, of: (series: Series) => Expr): Expr {
  const expr = of(new Series(client, scrapedOf(monitored)));
  const isOtel = monitored.dialect === Dialect.otelHttp || monitored.dialect === Dialect.otelGrpc;
  return otel && isOtel ? of(new Series(otel, scrapedOf(monitored))).or(expr) : expr;
}
