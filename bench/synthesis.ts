// npm run bench: prints medians, and ratios against a baseline that was measured in turn with ours, in this run.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { toolFolder } from "../test/real/tools/cache";
import { helmChart } from "./helm-chart";
import { median } from "./figures";

const RUNS = Number(process.env["RUNS"] ?? 5);
// What npm run synth does for its own process as well.
const NODE = ["-r", "./scripts/short-lived.cjs"];
const root = process.cwd();
// In memory where that is possible: the time of a disk depends on the folder, and says nothing about us.
const scratch = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "gantry-bench-"));
const cases = mkdtempSync(join(root, "node_modules", ".bench-"));

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly baseline: number;
  readonly against: string;
  readonly ratio: number;
  readonly limit: number;
}

const rows: Row[] = [];

async function main(): Promise<void> {
  await bundle();
  if (process.env["PART"] !== "whole") synthStep();
  wholeProcess();
  growth();
  layers();
  startUp();
  print();
}

async function bundle(): Promise<void> {
  const entryPoints = readdirSync(join(root, "bench/cases")).map((file) => join(root, "bench/cases", file));
  const alias = { "gantry-cdk": join(root, "app/index.ts") };
  await build({
    entryPoints,
    outdir: cases,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    alias,
  });
  writeFileSync(join(cases, "bare-import.js"), 'require("cdk8s"); require("cdk8s-plus-27");\n');
}

function synthStep(): void {
  const samples = times(3, (run) =>
    inProcess("synth-step", { SERVICES: "1000", OUTDIR: fresh(`step${run}`), STOCK: "1" }),
  );
  const ours = median(samples.map((one) => one["ours"]!));
  add(
    "synth step, 1,000 charts",
    ours,
    median(samples.map((one) => one["cdk8s"]!)),
    "cdk8s App.synth, same tree",
    1 / 5,
  );
  add("synth step, 1,000 charts", ours, median(samples.map((one) => one["yaml"]!)), "js-yaml dump, same objects", 4);
}

function wholeProcess(): void {
  const services = "1000";
  const outdir = fresh("whole");
  const objects = Number(services) * 8;
  wholeCpu("write", { SERVICES: services, OUTDIR: outdir });
  const chart = helmChart(join(scratch, "chart"), join(outdir, "prod/app0"), "service0", Number(services));
  const helm = () => cpuOf(helmBinary(), ["template", "bench", chart], {});
  const unchanged = times(RUNS, () => [wholeCpu("write", { SERVICES: services, OUTDIR: outdir }), helm()] as const);
  add(
    `whole process, ${objects} objects unchanged`,
    median(unchanged.map(([a]) => a)),
    median(unchanged.map(([, b]) => b)),
    "helm template",
    1,
  );
  const written = times(
    RUNS,
    (run) => [wholeCpu("write", { SERVICES: services, OUTDIR: fresh(`new${run}`) }), helm()] as const,
  );
  add(
    `whole process, ${objects} objects into an empty folder`,
    median(written.map(([a]) => a)),
    median(written.map(([, b]) => b)),
    "helm template",
    1.5,
  );
}

function growth(): void {
  const sizes = [625, 1250, 2500, 5000, 10000];
  const measured = sizes.map((size) =>
    median(
      times(3, (run) => inProcess("growth", { SERVICES: String(size), OUTDIR: fresh(`g${size}-${run}`) })["ours"]!),
    ),
  );
  measured
    .slice(1)
    .forEach((cost, index) =>
      add(`${sizes[index + 1]} services`, cost, measured[index]!, `${sizes[index]} services`, 2.2),
    );
}

function layers(): void {
  const cost = (count: string) => median(times(3, () => inProcess("layers", { LAYERS: count })["ours"]!));
  add("200 layers of dependencies, 4 wide", cost("200"), cost("100"), "100 layers", 2.2);
}

function startUp(): void {
  const samples = times(
    RUNS * 2,
    (run) => [wholeCpu("one-service", { OUTDIR: fresh(`one${run}`) }), wholeCpu("bare-import", {})] as const,
  );
  add(
    "one service, whole process",
    median(samples.map(([a]) => a)),
    median(samples.map(([, b]) => b)),
    "import of cdk8s and cdk8s-plus-27",
    2,
  );
}

function helmBinary(): string {
  return join(toolFolder("helm"), "helm");
}

function wholeCpu(name: string, env: Record<string, string>): number {
  return cpuOf(process.execPath, [...NODE, join(cases, `${name}.js`)], env);
}

/** User and system time of a whole process and its children in milliseconds, as the shell accounts for it. */
function cpuOf(command: string, args: readonly string[], env: Record<string, string>): number {
  const script = 'TIMEFORMAT="%U %S"; time "$0" "$@" >/dev/null 2>/dev/null';
  const out = execFileSync("bash", ["-c", `{ ${script} ; } 2>&1`, command, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return out
    .trim()
    .split(" ")
    .reduce((sum, seconds) => sum + Number(seconds) * 1000, 0);
}

function inProcess(name: string, env: Record<string, string>): Readonly<Record<string, number>> {
  const out = execFileSync(process.execPath, [...NODE, join(cases, `${name}.js`)], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return JSON.parse(out) as Record<string, number>;
}

function fresh(name: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function times<T>(count: number, run: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => run(index));
}

function add(what: string, ours: number, baseline: number, against: string, limit: number): void {
  rows.push({ what, ours, baseline, against, ratio: ours / baseline, limit });
  console.error(`${what}: ${ours.toFixed(0)} ms, ${(ours / baseline).toFixed(2)} × ${against}`);
}

function print(): void {
  const line = (row: Row) =>
    `| ${row.what} | ${row.ours.toFixed(0)} | ${row.against} | ${row.baseline.toFixed(0)} | ${row.ratio.toFixed(2)} | ${row.limit.toFixed(2)} |`;
  console.log(
    [
      "| what | CPU ms | baseline | CPU ms | ratio | promised at most |",
      "|---|---|---|---|---|---|",
      ...rows.map(line),
    ].join("\n"),
  );
  mkdirSync(join(root, "reports"), { recursive: true });
  writeFileSync(
    join(root, "reports/bench.json"),
    `${JSON.stringify({ node: process.version, runs: RUNS, rows }, null, 2)}\n`,
  );
}

void main().finally(() => [scratch, cases].forEach((folder) => rmSync(folder, { recursive: true, force: true })));
