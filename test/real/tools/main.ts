/** `npm run real:tools [-- core|images|pulumi|slo|bench|all]`: builds what the real suites need and is not built yet. */
import { existsSync } from "node:fs";
import { BuildFailed, buildTool, removeUnfinished } from "./build";
import { CacheRefused, cacheFolder, toolFolder, toolVersion } from "./cache";
import { toolsOf, type ToolName } from "./catalogue";

const AREAS = ["core", "images", "pulumi", "slo", "bench", "all"] as const;
const PROGRESS_SECONDS = 15;

async function main(): Promise<void> {
  const area = AREAS.find((known) => known === (process.argv[2] ?? "all"));
  if (!area) return fail(`real:tools: got ${String(process.argv[2])}, need one of ${AREAS.join(", ")}`);
  console.log(`${area} tools in ${cacheFolder()}`);
  removeUnfinished();
  for (const name of toolsOf(area)) await makeTool(name);
}

async function makeTool(name: ToolName): Promise<void> {
  const title = [name, toolVersion(name)].filter(Boolean).join(" ");
  if (existsSync(toolFolder(name))) return console.log(`${title}: there`);
  const start = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - start) / 1000)} s`;
  let packages = 0;
  const progress = setInterval(
    () => console.log(`${title}: ${packages} packages, ${seconds()}`),
    PROGRESS_SECONDS * 1000,
  );
  try {
    await buildTool(name, () => packages++);
    console.log(`${title}: built in ${seconds()}`);
  } finally {
    clearInterval(progress);
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  if (error instanceof BuildFailed || error instanceof CacheRefused) return fail(error.message);
  throw error;
});
