import { Duration } from "../units";

/** A pair of windows over which the burning of an error budget is watched. */
export interface BurnWindow {
  /** Tells that it matters. */
  readonly long: Duration;
  /** Tells that it still goes on; a twelfth of the long one. */
  readonly short: Duration;
  /** How many times faster than the budget allows. */
  readonly factor: number;
  readonly severity: "page" | "ticket";
}

/** Long window for a period of 30 days, and the share of the budget that it may eat. @see https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts */
const TABLE = [
  { hours: 1, share: 0.02, severity: "page" },
  { hours: 6, share: 0.05, severity: "page" },
  { hours: 24, share: 0.1, severity: "ticket" },
  { hours: 72, share: 0.1, severity: "ticket" },
] as const;

const HOUR = Duration.hours(1).toMillis();
/** The shortest period for which the windows of the table are not too long. */
const FOUR_WEEKS = Duration.days(28);

/**
 * The windows for an objective over a period, shortest first. A period under 28 days shrinks the windows rather than the factors: a factor below 1
 * would alert on a budget that lasts.
 */
export function burnWindows(period: Duration): readonly BurnWindow[] {
  const shrink = Math.min(1, period.toMillis() / FOUR_WEEKS.toMillis());
  return TABLE.map(({ hours, share, severity }) => {
    const long = Math.round(hours * HOUR * shrink);
    return {
      long: Duration.millis(long),
      short: Duration.millis(Math.round(long / 12)),
      factor: (share * period.toMillis()) / long,
      severity,
    };
  });
}

/** The smallest objective, as a share, at which every alert can still fire: the ratio of errors is 1 at most. */
export function leastObjective(period: Duration): number {
  return 1 - 1 / Math.max(...burnWindows(period).map(({ factor }) => factor));
}
