import type { Duration } from "../units";
import { Expr } from "./expr";
import { canonical } from "./number";

/** How the value of a label is compared. */
export interface Matcher {
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** By label; a text must be equal. */
export type Matchers = Readonly<Record<string, string | Matcher>>;

/** A regular expression (RE2) that must match the whole value. */
export function matches(pattern: string): Matcher {
  return { operator: "=~", value: pattern };
}

export function isNot(value: string): Matcher {
  return { operator: "!=", value };
}

/**
 * The value of the label `le` of a bucket with this upper bound, or of `quantile`. Prometheus 3 stores a whole one as `2.0` when it scrapes it, and
 * as `2` when it comes by OTLP: both are meant (https://prometheus.io/docs/prometheus/latest/migration/#le-and-quantile-label-values).
 */
export function bound(le: number): string | Matcher {
  const text = canonical(le);
  return Number.isInteger(le) ? matches(`${text}|${text}.0`) : text;
}

/** The series of a metric with these labels. */
export class Series extends Expr {
  constructor(
    readonly metric: string,
    readonly matchers: Matchers = {},
  ) {
    super(metric + braces(matchers));
  }

  /** The same metric with more labels. */
  where(more: Matchers): Series {
    return new Series(this.metric, { ...this.matchers, ...more });
  }

  /** What was there during the window. @param ago where the window ends @default - now */
  during(window: Duration | string, ago?: Duration): Window {
    const offset = ago ? ` offset ${ago}` : "";
    return new Window(`${this.text}[${window}]${offset}`);
  }
}

/** A range of each series: what functions such as `rate` ask for. */
export class Window {
  constructor(readonly text: string) {}
}

function braces(matchers: Matchers): string {
  const all = Object.entries(matchers).sort(([a], [b]) => (a < b ? -1 : 1));
  return all.length === 0 ? "" : `{${all.map(matcher).join(",")}}`;
}

function matcher([label, given]: readonly [string, string | Matcher]): string {
  const { operator, value } = typeof given === "string" ? { operator: "=", value: given } : given;
  return `${label}${operator}${quoted(value)}`;
}

/** A string of PromQL: escapes as in Go. */
export function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
