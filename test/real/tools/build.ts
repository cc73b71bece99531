import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GO_ENVIRONMENT, goBuildArguments, madeCacheFolder, toolFolder } from "./cache";
import { TOOLS, type ModuleFiles, type Tool, type ToolName } from "./catalogue";

const UNFINISHED = /^\.building-(\d+)-/;
const KEPT_LINES = 20;

/** `go build` failed; carries the end of what it said. */
export class BuildFailed extends Error {}

/** Builds a tool beside its place and moves it there when it is whole; `onPackage` hears of each compiled package. */
export async function buildTool(name: ToolName, onPackage: () => void): Promise<void> {
  const { main, files }: Tool = TOOLS[name];
  const unfinished = join(madeCacheFolder(), `.building-${process.pid}-${name}`);
  mkdirSync(unfinished);
  try {
    if (main) await goBuild(name, main, join(unfinished, name), onPackage);
    for (const source of files ?? []) copyModuleFiles(name, source, join(unfinished, "files"));
    if (!existsSync(toolFolder(name))) renameSync(unfinished, toolFolder(name));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Removes what killed builds left behind. */
export function removeUnfinished(): void {
  const cache = madeCacheFolder();
  for (const entry of readdirSync(cache)) {
    const pid = UNFINISHED.exec(entry)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

async function goBuild(name: ToolName, main: string, output: string, onPackage: () => void): Promise<void> {
  const args = ["build", "-v", "-o", output, ...goBuildArguments(name, main)];
  const go = spawn("go", args, {
    cwd: join(__dirname, name),
    env: GO_ENVIRONMENT,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines: string[] = [];
  createInterface({ input: go.stderr }).on("line", (line) => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    onPackage();
  });
  const code = await new Promise((resolve, reject) => go.once("error", reject).once("close", resolve));
  if (code !== 0) throw new BuildFailed(`${name}: go build ended with ${String(code)}\n${lines.join("\n")}`);
}

function copyModuleFiles(name: ToolName, { module, folder, match }: ModuleFiles, output: string): void {
  const download = ["mod", "download", "-json", module];
  const answer = execFileSync("go", download, { cwd: join(__dirname, name), env: GO_ENVIRONMENT, encoding: "utf8" });
  const source = join((JSON.parse(answer) as { Dir: string }).Dir, folder);
  const wanted = readdirSync(source).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
  mkdirSync(output, { recursive: true });
  for (const file of wanted.filter((file) => match?.test(file) ?? true))
    copyFileSync(join(source, file), join(output, file));
}
