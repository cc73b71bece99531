import type { Source } from "../../../lib/dashboard";
import { NAMES } from "../../../lib/dashboard";

/** A query of a dashboard as Grafana would send it. */
export interface DashboardQuery {
  /** Title of the panel. */
  readonly panel: string;
  readonly expr: string;
  /** The name of each series: a text, or a label in double braces. */
  readonly legend: string;
  /** Who must be scraped besides the program's requests, so that there is data. */
  readonly needs: readonly Source[];
}

interface Json {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}

/**
 * The queries of a dashboard's JSON with its variables filled in: all pods, and rates over a window.
 * @param window what `$__rate_interval` stands for: at least four scrapes
 */
export function dashboardQueries(json: string, window = "1m"): DashboardQuery[] {
  const { panels } = JSON.parse(json) as Json;
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat }) => ({
      panel: title,
      expr: expr.replaceAll("$__rate_interval", window).replaceAll("$pod", ".*"),
      legend: legendFormat,
      needs: needsOf(expr),
    })),
  );
}

function needsOf(expr: string): Source[] {
  const words = new Set(expr.match(/[A-Za-z_:][\w:]*/g));
  return (Object.keys(NAMES) as Source[]).filter((source) => NAMES[source].some((name) => words.has(name)));
}
