import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { renderDashboard } from "../../../lib/dashboard";
import { Expr } from "../../../lib/promql";
import { Dialect } from "../../../lib/slo";
import { Duration } from "../../../lib/units";
import { DIALECTS, board } from "../../lib/dashboard/boards";
import { remaining } from "../plane/wait-for";
import type { DashboardQuery } from "./dashboard-queries";
import { dashboardQueries } from "./dashboard-queries";
import { BARE, MEASURED, SERIES } from "./dashboards/series";
import type { Watched } from "./dashboards/watched";
import { watch } from "./dashboards/watched";
import type { Prometheus } from "./live/prometheus";
import { checkRules } from "./rules/promtool";

/** What promtool says to these expressions, as if each were recorded. */
function check(expressions: readonly string[]) {
  const rules = expressions.map((text, index) => ({ record: `q:${index}`, expr: new Expr(text), labels: {} }));
  return checkRules([{ name: "queries", interval: Duration.minutes(1), rules }]);
}

describe("promtool", () => {
  it.each(DIALECTS)("takes every query of the dashboard of a program that measures with %s", async (_, dialect) => {
    const queries = dashboardQueries(renderDashboard(board(dialect)));
    const { code, stdout, stderr } = await check(queries.map(({ expr }) => expr));
    expect({ code, said: stdout + stderr }).toEqual({
      code: 0,
      said: expect.stringContaining(`SUCCESS: ${queries.length} rules found`),
    });
  });

  it.each(["rate(a)", "sum by (a (b)", "a{b=~'('}", "rate(a[$__rate_interval])"])("refuses %s", async (expression) => {
    expect((await check([expression])).code).not.toBe(0);
  });
});

/** Queries that have no data, once there was time for a rate. */
function empty(prometheus: Prometheus, queries: readonly DashboardQuery[], patience = 15_000) {
  return remaining(async () => {
    const answers = await Promise.all(queries.map(({ expr }) => prometheus.query(expr)));
    return queries.filter((_, index) => !answers[index]!.some(({ value }) => Number.isFinite(value)));
  }, patience);
}

const queriesOf = (dialect: Dialect) => dashboardQueries(renderDashboard(board(dialect)), "10s");

describe("a real Prometheus that scrapes a stand-in for the program and its cluster", () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await watch(SERIES);
  });
  afterAll(() => watched?.close());

  it.each(MEASURED)("has data for every query of a program that measures with %s", async (_, dialect) => {
    expect(await empty(watched.prometheus, queriesOf(dialect))).toEqual([]);
  });

  it("has one series where a panel names it, and else one for each pod, version or bucket", async () => {
    const counts = await Promise.all(
      queriesOf(Dialect.clientGolang).map(async ({ panel, expr }) => ({
        panel,
        count: (await watched.prometheus.query(expr)).length,
      })),
    );
    expect(counts.filter(({ count }) => count !== 1)).toEqual([
      { panel: "Durations by bucket", count: 4 },
      { panel: "Requests by version", count: 2 },
      { panel: "Failed requests by version", count: 2 },
      { panel: "p99 by version", count: 2 },
    ]);
  });
});

describe("a real Prometheus that scrapes nothing but requests", () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await watch(BARE);
  });
  afterAll(() => watched?.close());

  it("lacks data for the queries that need more, and for no other", async () => {
    const queries = queriesOf(Dialect.clientGolang);
    const [bare, more] = [true, false].map((isBare) => queries.filter(({ needs }) => (needs.length === 0) === isBare));
    expect(await empty(watched.prometheus, bare!)).toEqual([]);
    expect(await empty(watched.prometheus, more!, 0)).toEqual(more);
  });
});
