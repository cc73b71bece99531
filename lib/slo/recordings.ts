import type { Expr } from "../promql";
import { Series, bound, difference, histogramQuantile, rate, sum, sumOverTime } from "../promql";
import { Duration } from "../units";
import type { Monitored } from "./monitored";
import { buckets, failures, inUnit, measured, recorded, requests } from "./monitored";
import type { Recording } from "./rule";
import type { Slo } from "./slo";

/** Up to here the ratio comes from the program's own counters; beyond, from what was recorded of them, which costs a hundredth. */
const LONGEST_RAW = Duration.hours(6);
const BASE = Duration.minutes(5);

/** Requests per second over 5 minutes, with the labels namespace and service. */
export const TRAFFIC = "service:requests:rate5m";
/** The share of requests that failed over 1 minute. */
export const ERRORS_NOW = "service:error_ratio:rate1m";
/** Seconds (or the unit of the histogram) within which 95 and 99 per cent of requests ended. */
export const P95 = "service:duration:p95_rate5m";
export const P99 = "service:duration:p99_rate1m";
/** What is left of the budget, as a share; negative when it is overspent. */
export const BUDGET_LEFT = "slo:error_budget:left";

/** The name of the series with the share of bad requests over a window. */
export function ratioName(window: Duration): string {
  return `slo:error_ratio:rate${window}`;
}

/** What the alerts of the moment look at, and canaries and dashboards. */
export function nowRecordings(monitored: Monitored): readonly Recording[] {
  const labels = recorded(monitored);
  const minute = Duration.minutes(1);
  const quantile = (share: number, window: Duration) =>
    histogramQuantile(share, sum(rate(buckets(monitored).during(window)), ["le"]));
  return [
    { record: TRAFFIC, expr: received(monitored, BASE), labels },
    { record: ERRORS_NOW, expr: failed(monitored, minute).over(received(monitored, minute).above(0)), labels },
    { record: P99, expr: quantile(0.99, minute), labels },
    { record: P95, expr: quantile(0.95, BASE), labels },
  ];
}

/** The ratios of an objective over windows up to six hours. */
export function shortRecordings(monitored: Monitored, slo: Slo): readonly Recording[] {
  const labels = { ...recorded(monitored), slo: slo.name };
  const windows = windowsOf(slo).filter((window) => window.compare(LONGEST_RAW) <= 0);
  return windows.map((window) => {
    const expr = bad(monitored, slo, window).over(total(monitored, slo, window).above(0));
    return { record: ratioName(window), expr, labels };
  });
}

/** What was received and failed, the ratios over more than six hours that are made of it, and the state of the budget. */
export function longRecordings(monitored: Monitored, slo: Slo): readonly Recording[] {
  const labels = { ...recorded(monitored), slo: slo.name };
  const own = { ...recorded(monitored), slo: slo.name };
  const parts = [
    { record: "slo:bad_requests:rate5m", expr: bad(monitored, slo, BASE), labels },
    { record: "slo:requests:rate5m", expr: total(monitored, slo, BASE), labels },
  ];
  const ratio = (window: Duration) => {
    const over = (name: string) => sumOverTime(new Series(name, own).during(window));
    return {
      record: ratioName(window),
      expr: over("slo:bad_requests:rate5m").over(over("slo:requests:rate5m").above(0)),
      labels,
    };
  };
  const windows = windowsOf(slo).filter((window) => window.compare(LONGEST_RAW) > 0);
  const period = new Series(ratioName(slo.period), own);
  return [
    ...parts,
    ...windows.map(ratio),
    ratio(slo.period),
    { record: BUDGET_LEFT, expr: difference(1, period.over(slo.budget)), labels },
  ];
}

/** Every window that an alert of the objective looks at, ascending, once. */
export function windowsOf(slo: Slo): readonly Duration[] {
  const all = slo.windows.flatMap(({ long, short }) => [long, short]);
  return [...new Map(all.map((window) => [window.toMillis(), window])).values()].sort((a, b) => a.compare(b));
}

function total(monitored: Monitored, slo: Slo, window: Duration): Expr {
  return slo.threshold ? sum(rate(measured(monitored).during(window))) : received(monitored, window);
}

function bad(monitored: Monitored, slo: Slo, window: Duration): Expr {
  if (!slo.threshold) return failed(monitored, window);
  const fast = buckets(monitored).where({ le: bound(inUnit(monitored, slo.threshold)) });
  return total(monitored, slo, window).minus(sum(rate(fast.during(window))));
}

function received(monitored: Monitored, window: Duration): Expr {
  return sum(rate(requests(monitored).during(window)));
}

/** A program has no series of failures before its first one: then there are 0, and none where there are no requests either. */
function failed(monitored: Monitored, window: Duration): Expr {
  return sum(rate(failures(monitored).during(window))).or(received(monitored, window).times(0));
}
