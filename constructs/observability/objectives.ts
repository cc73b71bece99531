import type { Field, FieldTable, Finding } from "../../lib/fields";
import { integer, list, text, unit, value } from "../../lib/fields";
import { wrongType } from "../../lib/fields/read";
import { show } from "../../lib/show";
import type { Monitored } from "../../lib/slo";
import { Dialect, Slo, boundFinding, boundsOf, windowsOf } from "../../lib/slo";
import type { DurationLike, PercentLike } from "../../lib/units";
import { Duration, Percent } from "../../lib/units";
import type { Owner } from "../base/wiring";

/** When somebody is told at once, whatever the error budget says, and where they read on. */
export interface AlertOptions {
  /** A ticket when one request of twenty takes longer, for 5 minutes. @default - the smallest threshold among the latency objectives, else "300ms" */
  readonly p95?: DurationLike;
  /** A page when one request of a hundred takes longer, for 1 minute. @default "2s" */
  readonly p99?: DurationLike;
  /** A page when more of the requests fail, for 30 seconds. @default "5%" */
  readonly errors?: PercentLike;
  /** Requests per minute below which nobody is alerted: with little traffic one error is a large share. @default 6 */
  readonly minTraffic?: number;
  /** A page with an anchor for each alert, in lower case, e.g. `https://wiki.example.com/shop`. @default - the chart's `runbooks` */
  readonly runbooks?: string;
}

export interface AlertSettings {
  readonly p95: Duration | undefined;
  readonly p99: Duration;
  readonly errors: Percent;
  readonly minTraffic: number;
  readonly runbooks: string | undefined;
}

/** A page that alerts link to. */
export const RUNBOOKS = text(
  "an https address without # and ?",
  (given) => {
    if (/^https?:\/\/[^\s#?"\\]+$/.test(given)) return undefined;
    const allowed = "an http or https address without # and ?: the alert's name follows as an anchor";
    return { code: "runbooks", got: show(given), allowed, fix: '"https://wiki.example.com/shop"' };
  },
  ["https://wiki.example.com/shop"],
);

const threshold = unit(Duration, { name: "duration", min: Duration.millis(1), max: Duration.minutes(10) });

/** Types, bounds, defaults and one sentence for each threshold. */
export const ALERTING: FieldTable<AlertSettings> = {
  p95: {
    type: threshold,
    otherwise: 'the smallest threshold among the latency objectives, else "300ms"',
    doc: "a ticket when one request of twenty takes longer",
  },
  p99: { type: threshold, default: "2s", doc: "a page when one request of a hundred takes longer" },
  errors: {
    type: {
      shape: { kind: "unit", unit: "percent", min: "0.01%", max: "100%" },
      read: (given, place) => {
        if (given instanceof Percent) return given;
        if (typeof given !== "string" && typeof given !== "number")
          return place.complain(wrongType('a share such as "5%"', given, place));
        const parsed = Percent.tryOf(given);
        return parsed instanceof Percent ? parsed : place.complain(parsed);
      },
    },
    default: "5%",
    doc: "a page when more of the requests fail",
  },
  minTraffic: {
    type: integer(0, 1_000_000_000),
    default: 6,
    doc: "requests per minute below which nobody is alerted",
  },
  runbooks: { type: RUNBOOKS, otherwise: "the chart's `runbooks`", doc: "a page with an anchor for each alert" },
};

/** What a service promises, and how it measures that. */
export interface ObjectiveSettings {
  readonly slo: readonly Slo[];
  readonly dialect: Dialect | undefined;
  readonly alerts: AlertSettings;
}

export const SLO: Field<readonly Slo[]> = {
  type: list(value<Slo>('Slo.availability(99.9) or Slo.latency("300ms", 95)', Slo), 10),
  default: [],
  doc: "what it promises to its callers",
};

export const DIALECT: Field<Dialect | undefined> = {
  type: value<Dialect>("Dialect.clientGolang, Dialect.otelHttp, … or Dialect.custom(…)", Dialect),
  otherwise: "`Dialect.grpcMiddleware` when the first port is for gRPC, else `Dialect.clientGolang`",
  doc: "what its metrics of requests are called",
};

/** What the metrics of a service's requests are called. */
export function dialectOf({ dialect }: Pick<ObjectiveSettings, "dialect">, isGrpc: boolean): Dialect {
  return dialect ?? (isGrpc ? Dialect.grpcMiddleware : Dialect.clientGolang);
}

const MINUTE = Duration.minutes(1);
const SCRAPES = 4;

/** Where a service's settings become what rules, dashboards and autoscalers know of it; nothing without objectives. */
export function monitoredOf(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  { slo, dialect, alerts }: ObjectiveSettings,
  interval: Duration,
  owner: Owner | undefined,
  isGrpc: boolean,
): Monitored | undefined {
  if (slo.length === 0) return undefined;
  return {
    namespace,
    service: name,
    team: owner?.team ?? "",
    email: owner?.email ?? "",
    runbooks: alerts.runbooks ?? owner?.runbooks ?? "",
    dialect: dialectOf({ dialect }, isGrpc),
    objectives: slo,
    thresholds: {
      p95: alerts.p95 ?? tightest(slo) ?? Duration.millis(300),
      p99: alerts.p99,
      errors: alerts.errors.toRatio(),
      minTraffic: alerts.minTraffic / 60,
    },
    scrape: interval,
  };
}

/** Upper bounds, in seconds, that the histogram of a service needs. */
export function boundsFor({ dialect, objectives, thresholds }: Monitored): readonly number[] {
  const latencies = objectives.flatMap(({ threshold }) => threshold ?? []);
  return boundsOf(dialect, [...latencies, thresholds.p95, thresholds.p99]);
}

/** What is wrong with objectives beyond their types. @param owner nothing outside of an AppChart */
export function objectiveFindings(
  monitored: Monitored | undefined,
  { hasMetrics, owner }: { readonly hasMetrics: boolean; readonly owner: Owner | undefined },
): Finding[] {
  if (!monitored) return [];
  return [
    ...duplicates(monitored.objectives),
    ...windowFindings(monitored),
    ...thresholdFindings(monitored),
    ...(hasMetrics ? [] : [unmeasured]),
    ...ownerFindings(monitored, owner),
  ];
}

const unmeasured: Finding = {
  code: "slo-without-metrics",
  field: "metrics",
  got: "Metrics.off(…) and objectives",
  allowed: "a port for metrics: without them nobody can tell whether an objective holds",
  fix: "leave metrics out, or slo",
};

function ownerFindings({ runbooks }: Monitored, owner: Owner | undefined): Finding[] {
  if (!owner) {
    const allowed = "an AppChart: its team and address stand on every alert";
    return [
      { code: "slo-without-owner", field: "slo", got: "a chart without an owner", allowed, fix: "new AppChart(…)" },
    ];
  }
  if (runbooks) return [];
  return [
    {
      code: "runbooks-missing",
      field: "alerts.runbooks",
      got: "nothing, here and in the chart",
      allowed: "a page that tells what to do: whoever is woken needs it",
      fix: 'new AppChart(app, "shop", { …, runbooks: "https://wiki.example.com/shop" })',
    },
  ];
}

function duplicates(objectives: readonly Slo[]): Finding[] {
  const names = objectives.map(({ name }) => name);
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    const got = `a second objective ${show(name)}`;
    const allowed = "a name of its own: it tells series and alerts apart";
    return [
      {
        code: "duplicate-objective",
        field: `slo[${index}]`,
        got,
        allowed,
        fix: 'Slo.latency("2s", 99, { name: "slowest" })',
      },
    ];
  });
}

/** The alerts of the moment may interpolate between buckets; an objective must not. */
function thresholdFindings({ dialect, objectives }: Monitored): Finding[] {
  return objectives.flatMap(({ threshold }, index) => {
    const finding = threshold && boundFinding(`slo[${index}]`, dialect, threshold);
    return finding ? [finding] : [];
  });
}

/** A rate needs two samples, and stays right when one is late: four scrapes. */
function windowFindings({ objectives, scrape }: Monitored): Finding[] {
  const shortest = [MINUTE, ...objectives.flatMap(windowsOf)].reduce((a, b) => (a.isLessThan(b) ? a : b));
  if (scrape.toMillis() * SCRAPES <= shortest.toMillis()) return [];
  const most = Duration.millis(Math.floor(shortest.toMillis() / SCRAPES / 1000) * 1000);
  return [
    {
      code: "window-too-short",
      field: "monitoring.interval",
      got: `${scrape}, and a window of ${shortest}`,
      allowed: `at most ${most}: a window holds ${SCRAPES} scrapes`,
      fix: `set it to "${most}"`,
    },
  ];
}

function tightest(objectives: readonly Slo[]): Duration | undefined {
  const all = objectives.flatMap(({ threshold }) => threshold ?? []);
  return all.sort((a, b) => a.compare(b))[0];
}
