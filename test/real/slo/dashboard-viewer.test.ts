import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Dashboard } from "../../../lib/dashboard";
import { renderDashboard } from "../../../lib/dashboard";
import { Duration } from "../../../lib/units";
import { ODD, board, panelsOf } from "../../lib/dashboard/boards";
import { seen } from "../../lib/dashboard/grafana-text";
import { monitored } from "../../lib/slo/support";
import { output } from "../images/plane/command";
import { remaining } from "../plane/wait-for";
import { toolFile } from "../tools/cache";
import { dashboardQueries } from "./dashboard-queries";
import { SERIES } from "./dashboards/series";
import { page } from "./dashboards/viewer";
import type { Watched } from "./dashboards/watched";
import { watch } from "./dashboards/watched";

/** What a browser shows of a panel. */
interface Seen {
  readonly title: string;
  readonly lines: readonly number[];
  readonly legends: readonly string[];
}

let watched: Watched;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gantry-viewer-"));
  watched = await watch(SERIES);
  const queries = dashboardQueries(renderDashboard(board()), "10s");
  const without = () =>
    Promise.all(queries.map(async ({ expr }) => (await watched.prometheus.query(expr)).length === 0));
  await remaining(async () => (await without()).filter(Boolean), 20_000);
});

afterAll(async () => {
  await watched?.close();
  rmSync(folder, { recursive: true });
});

async function look(dashboard: Dashboard): Promise<readonly Seen[]> {
  const file = join(folder, "page.html");
  writeFileSync(file, await page(renderDashboard(dashboard), watched.prometheus.address));
  const options = ["--headless", "--no-sandbox", "--dump-dom", pathToFileURL(file).href];
  const dom = await output(toolFile("chromium", "chromium"), options);
  const [, found] = /<body data-seen="([^"]*)"/.exec(dom)!;
  return JSON.parse(seen(decodeURIComponent(found!))) as Seen[];
}

describe("a stand-in for Grafana, in Chromium with the answers of a real Prometheus", () => {
  let panels: readonly Seen[];
  beforeAll(async () => {
    panels = await look(board());
  });

  it("shows the title of every panel", () => {
    expect(panels.map(({ title }) => title)).toEqual(panelsOf(board()).map(({ title }) => title));
  });

  it("shows every line, where the declaration has it", () => {
    const drawn = panelsOf(board()).map(({ lines = [] }) => lines.map(({ at }) => at).sort((a, b) => a - b));
    expect(drawn.flat().length).toBeGreaterThan(10);
    expect(panels.map(({ lines }) => lines)).toEqual(drawn);
  });

  it("names every series", () => {
    const versions = ["5d9f7c6b8d", "7b6d5c4f9c"];
    const values: Record<string, string[]> = {
      le: ["+Inf", "0.1", "0.3", "2"],
      metric_name: ["cpu"],
      pod: ["storefront-0"],
      rollouts_pod_template_hash: versions,
      route: ["/a"],
      version: ["go1.26.8"],
    };
    const named = panelsOf(board()).map(({ queries }) =>
      queries.flatMap(({ legend }) => (typeof legend === "string" ? [legend] : values[legend.label]!)),
    );
    expect(panels.map(({ legends }) => [...legends].sort())).toEqual(named.map((legends) => legends.sort()));
  });

  it("shows no line that lies above everything that is drawn", async () => {
    const { thresholds } = monitored();
    const far = await look(board(undefined, { thresholds: { ...thresholds, p99: Duration.of("5m") } }));
    expect(far.find(({ title }) => title === "Durations")?.lines).toEqual([0.3]);
  });

  it("shows titles and legends as they are typed", async () => {
    const [panel] = panelsOf(board());
    const odd = { ...panel!, title: ODD, queries: panel!.queries.map((query) => ({ ...query, legend: ODD })) };
    const [found] = await look({ ...board(), rows: [{ title: "Odd", panels: [odd] }] });
    expect(found).toEqual({ title: ODD, lines: [], legends: [ODD] });
  });
});
