import type { Expr } from "../promql";
import { Series, rate, sum } from "../promql";
import type { Monitored } from "../slo";
import { Duration } from "../units";

/** What must be known of a service to count its requests. */
export type Measured = Pick<Monitored, "namespace" | "service" | "dialect" | "scrape">;

const SHORTEST = Duration.minutes(2);
const SCRAPES = 4;

/**
 * Requests per second. A program has no series of requests before its first one, so there are 0 where its pods are scraped, and none where Prometheus has
 * lost them: nobody takes pods away for that.
 * @param by labels that stay, e.g. `pod` @default - none
 */
export function requestRate(measured: Measured, by: readonly string[] = []): Expr {
  const { dialect, namespace, service, scrape } = measured;
  const requests = new Series(dialect.requests, dialect.selects(namespace, service));
  const several = Duration.millis(scrape.toMillis() * SCRAPES);
  const window = several.isLessThan(SHORTEST) ? SHORTEST : several;
  return sum(rate(requests.during(window)), by).or(sum(scraped(measured).equals(1), by).times(0));
}

/** One series for each pod that Prometheus knows of. */
export function scraped({ namespace, service }: Pick<Measured, "namespace" | "service">): Series {
  return new Series("up", { job: service, namespace });
}
