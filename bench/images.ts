// npm run bench -- images: a rebuild of the storefront's image after an edit of one line, against go build of the same edit; and a build of nothing new.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AppChart, Environment, GantryApp, GoImage, GoModule, Registry } from "../app";
import { imageFiles } from "../targets/images";
import { output } from "../test/real/images/plane/command";
import type { ImageBuilder } from "../test/real/images/plane/image-builder";
import { imageBuilder } from "../test/real/images/plane/image-builder";
import { median, report } from "./figures";

const RUNS = Number(process.env["RUNS"] ?? 5);
const MEDIAN = `; median of ${RUNS}`;
const MODULE = "examples/services/storefront";
/** Of an image for this machine against go build, seconds of a build of nothing new, and of the push against go build. */
const LIMITS = { edit: 1.5, nothing: 3, pushed: 1.5 };

async function main(): Promise<void> {
  const builder = await imageBuilder();
  const project = mkdtempSync(join(tmpdir(), "gantry-bench-"));
  try {
    for (const folder of ["go", "examples/services"]) cpSync(folder, join(project, folder), { recursive: true });
    process.chdir(project);
    writeDockerFiles(builder);
    await measure(builder);
  } finally {
    rmSync(project, { recursive: true });
    await builder.close();
  }
}

function writeDockerFiles(builder: ImageBuilder): void {
  const app = new GantryApp({ environment: Environment.of("dev", { stage: "development", kubernetes: "1.35" }) });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  const module = GoModule.read(MODULE, { project: "." });
  const registries = [Registry.at(`${builder.registry}/shop`)];
  new GoImage(chart, "Image", { module, registries, platforms: ["linux/amd64"] });
  for (const { file, text } of imageFiles([app.render()], "docker")) {
    mkdirSync(dirname(join("docker", file)), { recursive: true });
    writeFileSync(join("docker", file), text);
  }
}

/** What Buildx said. */
class BuildFailed extends Error {}

async function measure(builder: ImageBuilder): Promise<void> {
  const { golang, static: runtime } = builder.standIns;
  const settings = [
    `*.args.GO_BASE=${golang}`,
    `*.args.RUNTIME_BASE=${runtime}`,
    // What the Docker engine would load.
    "storefront-local.output=type=docker,compression=uncompressed,dest=image.tar",
  ].flatMap((one) => ["--set", one]);
  const bake = (target: string) => async () => {
    const { code, stderr } = await builder.buildx(["bake", "--file", "docker/docker-bake.json", ...settings, target]);
    if (code !== 0) throw new BuildFailed(stderr);
  };
  const builds = { go: goBuild, local: bake("storefront-local"), pushed: bake("storefront") };
  for (const build of Object.values(builds)) await build();
  const rows: Record<"go" | "local" | "nothing" | "pushed", number>[] = [];
  for (let run = 0; run < RUNS; run++) {
    edit(run);
    const go = await seconds(builds.go);
    const local = await seconds(builds.local);
    const nothing = await seconds(builds.local);
    rows.push({ go, local, nothing, pushed: await seconds(builds.pushed) });
  }
  const of = (key: keyof (typeof rows)[number]) => median(rows.map((row) => row[key]));
  const against = `go build ${of("go").toFixed(2)} s`;
  report(of("local") / of("go"), LIMITS.edit, `image after an edit ${of("local").toFixed(2)} s, ${against}${MEDIAN}`);
  report(of("nothing"), LIMITS.nothing, `build of nothing new ${of("nothing").toFixed(2)} s${MEDIAN}`);
  const rest = `and then pushed with all its layers ${of("pushed").toFixed(2)} s`;
  report(of("pushed") / of("go"), LIMITS.pushed, `${rest}, ${against}${MEDIAN}`);
}

function goBuild(): Promise<string> {
  const program = join(tmpdir(), "gantry-bench-program");
  const flags = ["-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", program];
  return output("go", ["build", ...flags, "."], { cwd: MODULE, env: { ...process.env, CGO_ENABLED: "0" } });
}

/** Changes one line of the program; the linker would drop a variable that nobody reads, and the binary would stay the same. */
function edit(run: number): void {
  const file = join(MODULE, "shop.go");
  const text = readFileSync(file, "utf8").replace(/\nfunc init\(\) .*\n$/, "");
  writeFileSync(file, `${text}\nfunc init() { println("edit ${run}") }\n`);
}

async function seconds(build: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await build();
  return (performance.now() - start) / 1000;
}

void main();
