import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { boardOf, renderDashboard } from "../../../lib/dashboard";
import { rulesOf } from "../../../lib/slo";
import { remaining, waitFor } from "../plane/wait-for";
import { dashboardQueries } from "./dashboard-queries";
import type { LiveShop } from "./live/shop";
import { liveShop } from "./live/shop";

const MINUTES = 60_000;
/** Until a rate over a minute is there, and an alert over it has been pending for half a minute. */
const SOON = 3 * MINUTES;

let shop: LiveShop;

beforeAll(async () => {
  shop = await liveShop();
}, 5 * MINUTES);
afterAll(() => shop?.close());

describe("the example services under load, before a real Prometheus with their rules", () => {
  it("measure with buckets that end at every threshold", async () => {
    const load = shop.load(20, 0);
    await waitFor("requests", async () => (await shop.metrics()).includes("http_request_duration_seconds_bucket"));
    load.stop();
    const bounds = [...(await shop.metrics()).matchAll(/_bucket\{.*le="([^"]+)"/g)].map(([, bound]) => bound);
    expect(bounds).toEqual(expect.arrayContaining(["0.3", "2"]));
    const stored = await waitFor("a scrape", async () => {
      const found = await shop.prometheus.query(
        'count by (le) (http_request_duration_seconds_bucket{job="storefront"})',
      );
      return found.length > 0 && found.map(({ labels }) => labels["le"]);
    });
    expect(stored).toEqual(expect.arrayContaining(["0.3", "2.0"]));
  });

  it(
    "are told of once half of the requests fail, and the service that does its work is not",
    async () => {
      const load = shop.load(20, 0.5);
      const firing = await waitFor(
        "an alert",
        async () => {
          const all = await shop.prometheus.firing("storefront");
          return all.length > 0 && all;
        },
        SOON,
      );
      const ratio = await shop.prometheus.value('service:error_ratio:rate1m{service="storefront"}');
      const others = await shop.prometheus.firing("pricing");
      load.stop();
      expect(firing).toEqual(["ErrorRatioHigh"]);
      expect(ratio).toBeGreaterThan(0.3);
      expect(others).toEqual([]);
    },
    2 * SOON,
  );

  it(
    "have every series that their rules record, but those that need days",
    async () => {
      for (const service of ["storefront", "pricing"] as const) {
        const groups = rulesOf(shop.monitored[service]).filter(({ name }) => !name.endsWith("/long"));
        const names = groups.flatMap(({ rules }) => rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])));
        const missing = async () => {
          const found = await Promise.all(names.map((name) => shop.prometheus.query(`${name}{service="${service}"}`)));
          return names.filter((_, index) => found[index]!.length === 0);
        };
        await waitFor("the recorded series", async () => (await missing()).length === 0, MINUTES);
      }
    },
    3 * MINUTES,
  );

  it.each(["storefront", "pricing"] as const)(
    "fill every panel of the dashboard of %s but those that need a cluster",
    async (service) => {
      const load = shop.load(20, 0.1);
      const all = dashboardQueries(renderDashboard(boardOf(shop.monitored[service])), "30s");
      const here = all.filter(({ needs }) => needs.every((one) => one === "go" || one === "process"));
      const empty = async () => {
        const found = await Promise.all(here.map(({ expr }) => shop.prometheus.query(expr)));
        return here.filter((_, index) => found[index]!.length === 0).map(({ panel, expr }) => `${panel}: ${expr}`);
      };
      expect(await remaining(empty, 4 * MINUTES)).toEqual([]);
      load.stop();
      const elsewhere = new Set(all.filter((one) => !here.includes(one)).flatMap(({ needs }) => needs));
      expect([...elsewhere].sort()).toEqual(["argo-rollouts", "cadvisor", "kube-state-metrics"]);
      expect(here.length).toBeGreaterThan(30);
    },
    5 * MINUTES,
  );

  it("cost Prometheus no failed and no missed evaluation, and these series", async () => {
    const own = await (await fetch(`${shop.prometheus.address}/metrics`)).text();
    expect(own).toContain("prometheus_rule_evaluations_total");
    expect(own).not.toMatch(/prometheus_rule_(?:evaluation_failures|group_iterations_missed)_total\{.*\} [1-9]/);
    const recorded = await shop.prometheus.value('count({service="storefront",__name__=~"(slo|service):.*"})');
    expect(recorded).toBeLessThanOrEqual(30);
  });
});
