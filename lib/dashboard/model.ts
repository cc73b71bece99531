import type { Expr, Series } from "../promql";
import type { Source } from "./sources";

/** What Grafana shows about something, before it is written in Grafana's words. Texts appear as they are typed. */
export interface Dashboard {
  /** Its address: at most 40 letters, digits, `-` and `_`. */
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly links: readonly Link[];
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly title: string;
  readonly kind: "timeseries" | "stat" | "gauge" | "heatmap";
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** One sentence or more about what is seen. @default - the lines and the sources only */
  readonly description?: string;
  /** Values above which somebody is told. @default - none */
  readonly lines?: readonly Line[];
  /** Below it all is not well; for stat and gauge. @default - no value is bad */
  readonly least?: number;
  /** Digits behind the point. @default - as Grafana likes */
  readonly decimals?: number;
  /** What must be scraped besides the program's requests. @default - nothing */
  readonly needs?: readonly Source[];
  /** @default - none */
  readonly links?: readonly Link[];
}

/** Grafana's names of units. @see https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit */
export type Unit = "Bps" | "bytes" | "ms" | "percentunit" | "reqps" | "s" | "short";

export interface Query {
  readonly expr: Expr;
  /** A text as typed, or the label whose value names each series. */
  readonly legend: string | { readonly label: string };
}

export interface Line {
  readonly at: number;
  readonly severity: "page" | "ticket";
  /** What it stands for, e.g. `p99 above 2s for 1m`. */
  readonly label: string;
}

/** What can be chosen at the head of a dashboard, several values or all: the values of a label. */
export interface Variable {
  readonly name: string;
  readonly title: string;
  readonly of: Series;
  readonly label: string;
}

export interface Link {
  readonly title: string;
  /** Grafana puts values in for variables; for an address as typed, `addressAsTyped`. */
  readonly url: string;
}
