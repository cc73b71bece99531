import type { Expr } from "../promql";
import { Series, absent, bound, canonical, count, presentOverTime } from "../promql";
import { Duration } from "../units";
import type { BurnWindow } from "../math/burn-rate";
import type { Monitored } from "./monitored";
import { buckets, inUnit, measured, recorded, requests } from "./monitored";
import { ERRORS_NOW, P95, P99, TRAFFIC, ratioName } from "./recordings";
import type { Alert } from "./rule";
import { literal } from "./rule";
import type { Slo } from "./slo";

/** Everything that can be raised for a service, by name, for runbooks and routes. */
export const ALERTS = {
  burnsFast: "ErrorBudgetBurnsFast",
  burnsSlowly: "ErrorBudgetBurnsSlowly",
  errors: "ErrorRatioHigh",
  p95: "LatencyP95High",
  p99: "LatencyP99High",
  down: "ServiceDown",
  unmeasured: "RequestsNotMeasured",
  noBucket: "LatencyBucketMissing",
} as const;

const SERVICE = ["namespace", "service"];

/** Failures and slow requests of the moment. */
export function nowAlerts(monitored: Monitored): readonly Alert[] {
  const { p95, p99, errors } = monitored.thresholds;
  const over = (name: string, limit: number) =>
    hasTraffic(monitored, new Series(name, recorded(monitored)).above(limit));
  const raise = raiser(monitored);
  return [
    raise(ALERTS.errors, "page", over(ERRORS_NOW, errors), Duration.seconds(30), {
      summary: `{{ $value | humanizePercentage }} of the requests fail, the limit is ${canonical(errors * 100)} %`,
    }),
    raise(ALERTS.p99, "page", over(P99, inUnit(monitored, p99)), Duration.minutes(1), {
      summary: `one request of a hundred takes longer than ${duration(monitored)}, the limit is ${p99}`,
    }),
    raise(ALERTS.p95, "ticket", over(P95, inUnit(monitored, p95)), Duration.minutes(5), {
      summary: `one request of twenty takes longer than ${duration(monitored)}, the limit is ${p95}`,
    }),
  ];
}

/** The page or the ticket of an objective whose budget burns faster than it lasts. */
export function burnAlert(monitored: Monitored, slo: Slo, severity: "page" | "ticket"): Alert {
  const pairs = slo.windows
    .filter((window) => window.severity === severity)
    .map((window) => burns(monitored, slo, window));
  const [name, pace] = severity === "page" ? [ALERTS.burnsFast, "fast"] : [ALERTS.burnsSlowly, "slowly"];
  const promise = slo.threshold ? `${slo.percent} % within ${slo.threshold}` : `${slo.percent} % without failure`;
  return raiser(monitored)(
    name,
    severity,
    hasTraffic(
      monitored,
      pairs.reduce((all, pair) => all.or(pair)),
    ),
    undefined,
    {
      summary: `the error budget of ${promise} over ${slo.period} burns ${pace}: {{ $value | humanizePercentage }} of the requests are bad`,
    },
    { slo: slo.name },
  );
}

/** Nothing to see is no good news: the service is not scraped, or does not measure what its objectives ask for. */
export function absenceAlerts(monitored: Monitored): readonly Alert[] {
  const { namespace, service, objectives } = monitored;
  const raise = raiser(monitored);
  const up = new Series("up", { job: service, namespace }).equals(1);
  const hour = Duration.hours(1);
  return [
    raise(ALERTS.down, "page", absent(up), Duration.minutes(2), { summary: "no pod of it could be scraped" }),
    raise(ALERTS.unmeasured, "ticket", count(up).unless(count(requests(monitored))), hour, {
      summary: `it runs, and has no series ${requests(monitored).metric}`,
    }),
    ...objectives.flatMap(({ name: slo, threshold }) => {
      if (!threshold) return [];
      const le = bound(inUnit(monitored, threshold));
      const missing = count(measured(monitored)).unless(count(buckets(monitored).where({ le })));
      const summary = `${buckets(monitored).metric} has no bucket that ends at ${threshold}, so the objective cannot be measured`;
      return [raise(ALERTS.noBucket, "ticket", missing, hour, { summary }, { slo })];
    }),
  ];
}

/** Both windows burn. A young server has the same ratio over every window, so the long one must have a past. */
function burns(monitored: Monitored, slo: Slo, { long, short, factor }: BurnWindow): Expr {
  const own = { ...recorded(monitored), slo: slo.name };
  const limit = factor * slo.budget;
  const over = (window: Duration) => new Series(ratioName(window), own).above(limit);
  const past = presentOverTime(new Series(TRAFFIC, recorded(monitored)).during(Duration.minutes(10), long));
  return over(short).and(over(long)).and(past, SERVICE);
}

function hasTraffic({ thresholds, ...monitored }: Monitored, expr: Expr): Expr {
  return expr.and(new Series(TRAFFIC, recorded(monitored)).above(thresholds.minTraffic), SERVICE);
}

function duration({ dialect }: Monitored): string {
  return dialect.perSecond === 1 ? "{{ $value | humanizeDuration }}" : "{{ $value }} ms";
}

type Raise = (
  alert: string,
  severity: "page" | "ticket",
  expr: Expr,
  duration: Duration | undefined,
  annotations: { readonly summary: string },
  labels?: Readonly<Record<string, string>>,
) => Alert;

/** What every alert of a service carries: whose it is, and where to read on. */
function raiser(monitored: Monitored): Raise {
  const { namespace, service, team, email, runbooks } = monitored;
  return (alert, severity, expr, duration, { summary }, labels = {}) => ({
    alert,
    expr,
    ...(duration && { for: duration }),
    labels: { namespace, service, severity, team, ...labels },
    annotations: {
      owner: literal(email),
      runbook_url: literal(`${runbooks}#${alert.toLowerCase()}`),
      summary: `${service} in ${namespace}: ${summary}`,
    },
  });
}
