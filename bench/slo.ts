// npm run bench -- slo: rules for 1,000 services with two objectives each: how long they take to make, and what they cost a real Prometheus.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toYaml } from "../lib/render/yaml";
import type { Monitored } from "../lib/slo";
import { ruleGroups, rulesOf } from "../lib/slo";
import { monitored } from "../test/lib/slo/support";
import { freePort } from "../test/real/plane/free-port";
import { Supervised } from "../test/real/plane/supervised";
import { waitFor } from "../test/real/plane/wait-for";
import { median, report } from "./figures";

const RUNS = Number(process.env["RUNS"] ?? 5);
/** How long Prometheus is watched. */
const MINUTES = Number(process.env["MINUTES"] ?? 5);
const SERVICES = 1000;
/** Seconds for 1,000 services, of a service among many against one among few, iterations missed, and the least number of series. */
const LIMITS = { seconds: 2, linear: 1.5, missed: 0, series: 30 * SERVICES };
const TEXT_FORMAT = "text/plain; version=0.0.4";
const BOUNDS = [
  "0.005",
  "0.01",
  "0.025",
  "0.05",
  "0.1",
  "0.25",
  "0.3",
  "0.5",
  "1.0",
  "2.0",
  "2.5",
  "5.0",
  "10.0",
  "+Inf",
];

function service(index: number): Monitored {
  const namespace = `team-${index % 50}`;
  return monitored({ namespace, team: namespace, service: `service-${index}` });
}

function files(count: number): string[] {
  return Array.from({ length: count }, (_, index) => toYaml({ groups: ruleGroups(rulesOf(service(index))) }));
}

function seconds(count: number): number {
  const start = performance.now();
  files(count);
  return (performance.now() - start) / 1000;
}

async function main(): Promise<void> {
  files(100);
  const few = median(Array.from({ length: RUNS }, () => seconds(SERVICES / 10)));
  const many = median(Array.from({ length: RUNS }, () => seconds(SERVICES)));
  report(many, LIMITS.seconds, `s for the rules of ${SERVICES} services; median of ${RUNS}`);
  report(many / 10 / few, LIMITS.linear, `a service among ${SERVICES} against one among ${SERVICES / 10}`);
  const recordings = rulesOf(service(0)).flatMap(({ rules }) => rules.filter((rule) => "record" in rule));
  console.log(`     ${recordings.length} series added for a service with two objectives, besides ALERTS`);
  await evaluated();
}

/** What a Prometheus makes of all the rules, while every service has its series. */
async function evaluated(): Promise<void> {
  const exporter = createServer((_, answer) => answer.setHeader("Content-Type", TEXT_FORMAT).end(exposition())).listen(
    0,
    "127.0.0.1",
  );
  const programs = await Supervised.start();
  try {
    const address = await prometheus(programs, (exporter.address() as AddressInfo).port);
    await waitFor("Prometheus", async () => (await fetch(`${address}/-/ready`).catch(() => undefined))?.ok, 120_000);
    const before = await own(address);
    await new Promise((resolve) => setTimeout(resolve, MINUTES * 60_000));
    tell(before, await own(address));
  } finally {
    await programs.stop();
    exporter.close();
  }
}

async function prometheus(programs: Supervised, port: number): Promise<string> {
  const folder = join(programs.folder, "prometheus");
  mkdirSync(folder);
  files(SERVICES).forEach((text, index) => writeFileSync(join(folder, `${index}.rules.yaml`), text));
  const scrape = { job_name: "all", honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${port}`] }] };
  const config = { global: { scrape_interval: "15s" }, rule_files: ["*.rules.yaml"], scrape_configs: [scrape] };
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const flags = [`--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${join(folder, "data")}`];
  programs.run("prometheus", "prometheus", [...flags, `--web.listen-address=${address}`]);
  return `http://${address}`;
}

/** Ten requests a second for each service, one in a thousand failing. */
function exposition(): string {
  const now = Math.round(performance.now() / 100);
  return (
    Array.from({ length: SERVICES }, (_, index) => {
      const labels = `job="service-${index}",namespace="team-${index % 50}"`;
      const metric = "http_request_duration_seconds";
      const buckets = BOUNDS.map((le) => `${metric}_bucket{${labels},code="200",le="${le}"} ${now}`);
      const counts = [
        `${metric}_count{${labels},code="200"} ${now}`,
        `${metric}_count{${labels},code="500"} ${now / 1000}`,
      ];
      return [`up{${labels}} 1`, ...buckets, ...counts].join("\n");
    }).join("\n") + "\n"
  );
}

type Own = Readonly<Record<"cpu" | "memory" | "evaluations" | "failures" | "missed" | "series" | "at", number>>;

/** What Prometheus says of itself. */
async function own(address: string): Promise<Own> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const total = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, "gm"))].reduce(
      (sum, [, value]) => sum + Number(value),
      0,
    );
  return {
    at: performance.now() / 1000,
    cpu: total("process_cpu_seconds_total"),
    memory: total("process_resident_memory_bytes"),
    evaluations: total("prometheus_rule_evaluations_total"),
    failures: total("prometheus_rule_evaluation_failures_total"),
    missed: total("prometheus_rule_group_iterations_missed_total"),
    series: total("prometheus_tsdb_head_series"),
  };
}

function tell(before: Own, after: Own): void {
  const time = after.at - before.at;
  const rules = (after.evaluations - before.evaluations) / time;
  const cores = (after.cpu - before.cpu) / time;
  report(after.missed, LIMITS.missed, `iterations missed in ${Math.round(time)} s`);
  report(LIMITS.series / after.series, 1, `of the ${LIMITS.series} series that must be there, or nothing was scraped`);
  report(after.failures, LIMITS.missed, `evaluations failed`);
  console.log(
    `     ${Math.round(rules)} rules/s with ${cores.toFixed(2)} cores, ${Math.round(after.memory / 2 ** 20)} MiB, ${after.series} series in memory`,
  );
}

void main();
