import { Series } from "../promql";
import type { Duration } from "../units";
import type { Dialect } from "./dialect";
import type { Slo } from "./slo";

/** Durations and shares beyond which somebody is told at once, whatever the budget says. */
export interface Thresholds {
  /** The 95th percentile of durations over 5 minutes; a ticket after 5 minutes. */
  readonly p95: Duration;
  /** The 99th percentile over 1 minute; a page after 1 minute. */
  readonly p99: Duration;
  /** Failed requests over 1 minute, as a share; a page after 30 seconds. */
  readonly errors: number;
  /** Requests per second below which nobody is alerted: with little traffic one error is a large share. */
  readonly minTraffic: number;
}

/** Everything that rules, dashboards, routes of alerts and autoscalers must know about a service. */
export interface Monitored {
  readonly namespace: string;
  readonly service: string;
  /** Who answers its alerts. */
  readonly team: string;
  readonly email: string;
  /** A page with an anchor for each alert, in lower case. */
  readonly runbooks: string;
  readonly dialect: Dialect;
  readonly objectives: readonly Slo[];
  readonly thresholds: Thresholds;
  /** Time between two scrapes. */
  readonly scrape: Duration;
}

/** The labels of the series that our rules record for a service. */
export function recorded({
  namespace,
  service,
}: Pick<Monitored, "namespace" | "service">): Readonly<Record<string, string>> {
  return { namespace, service };
}

/** Requests of a service: a counter. */
export function requests({ dialect, namespace, service }: Monitored): Series {
  return new Series(dialect.requests, dialect.selects(namespace, service));
}

/** Those that failed because of the service. */
export function failures(monitored: Monitored): Series {
  return requests(monitored).where(monitored.dialect.failed);
}

/** Requests whose duration was measured: a counter. */
export function measured({ dialect, namespace, service }: Monitored): Series {
  return new Series(`${dialect.duration}_count`, dialect.selects(namespace, service));
}

/** Durations of requests: counters by upper bound. */
export function buckets({ dialect, namespace, service }: Monitored): Series {
  return new Series(`${dialect.duration}_bucket`, dialect.selects(namespace, service));
}

/** A duration in the unit of the service's histogram. */
export function inUnit({ dialect }: Pick<Monitored, "dialect">, duration: Duration): number {
  return (duration.toMillis() * dialect.perSecond) / 1000;
}
