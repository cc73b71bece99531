import { describe, expect, it } from "@jest/globals";
import type { Panel, Source } from "../../../lib/dashboard";
import { NAMES, SOURCES } from "../../../lib/dashboard";
import { rulesOf } from "../../../lib/slo";
import { monitored } from "../slo/support";
import { DIALECTS, board, panelsOf } from "./boards";

const grammar = import("@prometheus-io/lezer-promql");

/** A query as Grafana sends it, when all pods are chosen. */
function sent({ expr }: Panel["queries"][number]): string {
  return expr.text.replaceAll("$__rate_interval", "1m").replaceAll("$pod", ".*");
}

/** The texts of the nodes of some kinds; those of the kind "error" are no PromQL. */
async function nodes(query: string, ...kinds: readonly string[]): Promise<string[]> {
  const { parser } = await grammar;
  const found: string[] = [];
  parser.parse(query).iterate({
    enter: ({ name, from, to, type }) => {
      if (kinds.includes(type.isError ? "error" : name)) found.push(query.slice(from, to));
    },
  });
  return found;
}

/** Metrics, and labels too where they are asked for, by panel. */
async function namesIn({ queries }: Panel, ...kinds: readonly string[]): Promise<string[]> {
  return (await Promise.all(queries.map((query) => nodes(sent(query), "Identifier", ...kinds)))).flat();
}

/** Metrics of requests in this way of measuring, and what the rules record. */
function always(dialect: (typeof DIALECTS)[number][1]): string[] {
  const rules = rulesOf(monitored({ dialect })).flatMap((group) => group.rules);
  const recorded = rules.flatMap((rule) => ("record" in rule ? rule.record : []));
  return [...recorded, dialect.requests, `${dialect.duration}_bucket`];
}

describe.each(DIALECTS)("the dashboard of a program that measures with %s", (_, dialect) => {
  const panels = panelsOf(board(dialect));
  const queries = panels.flatMap((panel) => panel.queries);

  it("has only queries that are PromQL", async () => {
    const errors = await Promise.all(queries.map((query) => nodes(sent(query), "error")));
    expect(queries.length).toBeGreaterThan(40);
    expect(queries.filter((_query, index) => errors[index]!.length > 0).map(sent)).toEqual([]);
  });

  it("asks only for metrics of requests, of rules, and of the sources that a panel names", async () => {
    const asked = panels.map(async (panel) => {
      const known = [...always(dialect), ...(panel.needs ?? []).flatMap((source) => NAMES[source])];
      const metrics = await namesIn(panel);
      return metrics.filter((metric) => !known.includes(metric)).map((metric) => `${panel.title}: ${metric}`);
    });
    expect((await Promise.all(asked)).flat()).toEqual([]);
  });

  it("names no source that a panel does not ask", async () => {
    const idle = panels.map(async (panel) => {
      const asked = await namesIn(panel, "LabelName");
      const unasked = (panel.needs ?? []).filter((source) => !NAMES[source].some((name) => asked.includes(name)));
      return unasked.map((source) => `${panel.title}: ${SOURCES[source]}`);
    });
    expect((await Promise.all(idle)).flat()).toEqual([]);
  });

  it("leaves every window to Grafana, which knows how often is scraped", () => {
    const windows = queries.flatMap(({ expr }) => expr.text.match(/\[[^\]]*\]/g) ?? []);
    expect(new Set(windows)).toEqual(new Set(["[$__rate_interval]"]));
  });
});

describe("the names of a source", () => {
  it.each(Object.keys(NAMES) as Source[])("such as %s are all asked for", async (source) => {
    const panels = DIALECTS.flatMap(([, dialect]) => panelsOf(board(dialect)));
    const asked = (await Promise.all(panels.map((panel) => namesIn(panel, "LabelName")))).flat();
    expect(NAMES[source].filter((name) => !asked.includes(name))).toEqual([]);
  });
});

describe("the grammar", () => {
  it.each(["sum(rate(a[5m])", "rate(a[5x])", "a{b=c}"])("finds what is wrong with %s", async (query) => {
    expect(await nodes(query, "error")).not.toEqual([]);
  });
});
