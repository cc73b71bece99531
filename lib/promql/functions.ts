import { Expr } from "./expr";
import { canonical } from "./number";
import type { Series, Window } from "./series";

/** The rise of a counter per second. */
export function rate(window: Window): Expr {
  return call("rate", window);
}

export function sumOverTime(window: Window): Expr {
  return call("sum_over_time", window);
}

/** 1 for each series with a sample in the window. */
export function presentOverTime(window: Window): Expr {
  return call("present_over_time", window);
}

/** 1 when there is nothing. */
export function absent(of: Expr): Expr {
  return call("absent", of);
}

/** @param share e.g. 0.95 @param buckets rates of buckets with the label `le` */
export function histogramQuantile(share: number, buckets: Expr): Expr {
  return new Expr(`histogram_quantile(${canonical(share)}, ${buckets.text})`);
}

/** @param by labels that stay @default - none */
export function sum(of: Expr, by: readonly string[] = []): Expr {
  return aggregate("sum", of, by);
}

export function count(of: Expr, by: readonly string[] = []): Expr {
  return aggregate("count", of, by);
}

export function max(of: Expr, by: readonly string[] = []): Expr {
  return aggregate("max", of, by);
}

/** A constant with these labels, e.g. for an alert that always fires. */
export function vector(value: number): Expr {
  return new Expr(`vector(${canonical(value)})`);
}

function aggregate(name: string, of: Expr, by: readonly string[]): Expr {
  return new Expr(`${name}${by.length > 0 ? ` by (${by.join(", ")}) ` : ""}(${of.text})`);
}

function call(name: string, of: Expr | Series | Window): Expr {
  return new Expr(`${name}(${of.text})`);
}
