// npm run bench -- pulumi: the registration of 500 objects, against the same objects written by hand with @pulumi/kubernetes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Environment, GantryApp } from "../app";
import type { Measured } from "./pulumi/measured";
import { declareServices } from "./pulumi/services";
import { median, report } from "./figures";

const RUNS = Number(process.env["RUNS"] ?? 5);
const OBJECTS = 500;
const LIMITS = { milliseconds: 1.5, memory: 1.5 };
const root = process.cwd();
const folder = mkdtempSync(join(root, "node_modules", ".bench-"));

async function main(): Promise<void> {
  await bundle();
  const manifests = join(folder, "manifests.json");
  writeFileSync(manifests, JSON.stringify(objects()));
  const env = { OBJECTS: String(OBJECTS), MANIFESTS: manifests };
  const pairs = Array.from({ length: RUNS }, () => [run("gantry", env), run("by-hand", env)] as const);
  const [ours, byHand] = [0, 1].map((side) => pairs.map((pair) => pair[side]!));
  for (const what of ["milliseconds", "memory"] as const) {
    const [mine, theirs] = [ours!, byHand!].map((all) => median(all.map((one) => one[what])));
    const unit = what === "memory" ? "MiB" : "ms";
    report(
      mine! / theirs!,
      LIMITS[what],
      `${OBJECTS} objects, ${mine!.toFixed(0)} ${unit}, by hand ${theirs!.toFixed(0)} ${unit}; median of ${RUNS}`,
    );
  }
}

async function bundle(): Promise<void> {
  await build({
    entryPoints: ["gantry", "by-hand"].map((file) => join(root, `bench/pulumi/${file}.ts`)),
    outdir: folder,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    alias: { "gantry-cdk/pulumi": join(root, "app/pulumi.ts"), "gantry-cdk": join(root, "app/index.ts") },
    keepNames: true,
  });
}

/** The same objects, as the other program registers them. */
function objects(): readonly object[] {
  const app = new GantryApp({ environment: Environment.of("prod", { stage: "production", kubernetes: "1.35" }) });
  declareServices(app, OBJECTS);
  return app.render().objects.map(({ manifest }) => manifest);
}

function run(program: string, env: Readonly<Record<string, string>>): Measured {
  const options = { encoding: "utf8", env: { ...process.env, ...env } } as const;
  return JSON.parse(execFileSync(process.execPath, [join(folder, `${program}.js`)], options)) as Measured;
}

void main().finally(() => rmSync(folder, { recursive: true, force: true }));
