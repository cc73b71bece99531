import type { Monitored } from "../../../lib/slo";
import { Dialect, Slo } from "../../../lib/slo";
import { Duration } from "../../../lib/units";

/** The storefront with two objectives, and what is given. */
export function monitored(more: Partial<Monitored> = {}): Monitored {
  return {
    namespace: "shop",
    service: "storefront",
    team: "shop",
    email: "shop-team@example.test",
    runbooks: "https://wiki.example.test/shop",
    dialect: Dialect.clientGolang,
    objectives: [Slo.availability(99.9), Slo.latency("300ms", 95)],
    thresholds: { p95: Duration.of("300ms"), p99: Duration.of("2s"), errors: 0.05, minTraffic: 0.1 },
    scrape: Duration.seconds(15),
    ...more,
  };
}
