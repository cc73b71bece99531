import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { GO_ENVIRONMENT, goBuildArguments, madeCacheFolder, toolFolder } from "./cache";
import { TOOLS, type ModuleFiles, type Tool, type ToolName } from "./catalogue";

const UNFINISHED = /^\.building-(\d+)-/;
const KEPT_LINES = 20;
const MANIFEST = /^(?!kustomization\.yaml$).*\.yaml$/;

/** `go build`, `npm ci`, `pip install` or a script failed; carries the end of what it said. */
export class BuildFailed extends Error {}

/** Builds a tool beside its place and moves it there when it is whole; `onPackage` hears of each compiled package. */
export async function buildTool(name: ToolName, onPackage: () => void): Promise<void> {
  const { main, files, npm, python, debian }: Tool = TOOLS[name];
  const unfinished = join(madeCacheFolder(), `.building-${process.pid}-${name}`);
  mkdirSync(unfinished);
  try {
    if (main) await goBuild(name, main, unfinished, onPackage);
    for (const source of files ?? []) copyModuleFiles(name, source, join(unfinished, "files"));
    if (npm) await installPackages(name, unfinished);
    if (python) await pipInstall(name, join(unfinished, "python"), onPackage);
    if (debian) await takeFromDebian(name, join(unfinished, "files"), onPackage);
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
  const { alsoMain = [], module, lacking }: Tool = TOOLS[name];
  const copy = join(output, "module");
  if (module && lacking) await copyCompleted(name, module, lacking, copy);
  const options = { env: GO_ENVIRONMENT, ...(lacking && { cwd: copy }) };
  for (const path of [main, ...alsoMain]) {
    const program = join(output, path === main ? name : basename(path));
    await run(name, "go", ["build", "-v", "-o", program, ...goBuildArguments(name, path)], onPackage, options);
  }
  rmSync(copy, { recursive: true, force: true });
}

/** A copy of a module that can be written to, with what it lacks. */
async function copyCompleted(
  name: ToolName,
  module: string,
  lacking: Readonly<Record<string, string>>,
  copy: string,
): Promise<void> {
  const source = moduleFolder(name, module);
  await run(name, "cp", ["--recursive", "--no-preserve=mode", source, copy], () => undefined);
  for (const [path, file] of Object.entries(lacking)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    copyFileSync(join(source, file), join(copy, path));
  }
}

/** What the lock file names, in the tool's own folder of the cache. */
async function installPackages(name: ToolName, folder: string): Promise<void> {
  for (const file of ["package.json", "package-lock.json"])
    copyFileSync(join(__dirname, name, file), join(folder, file));
  await run(name, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder], () => undefined);
}

/** Wheels only, each with a known hash: nothing of a package runs while it is installed. */
async function pipInstall(name: ToolName, folder: string, onPackage: () => void): Promise<void> {
  await run(name, "python3", ["-m", "venv", folder], () => undefined);
  const wanted = ["--require-hashes", "--only-binary=:all:", "--requirement", "requirements.txt"];
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", ...wanted];
  await run(name, join(folder, "bin/python"), pip, onPackage);
}

/** Files of packages, without their installation. */
async function takeFromDebian(name: ToolName, files: string, onPackage: () => void): Promise<void> {
  mkdirSync(files);
  await run(name, "sh", ["take.sh", files], onPackage);
}

/** Runs a command, in the tool's folder unless told otherwise; `onLine` hears of each line that it says. */
async function run(
  name: ToolName,
  command: string,
  args: readonly string[],
  onLine: () => void,
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<void> {
  const child = spawn(command, args, { cwd: join(__dirname, name), ...options, stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine();
    });
  }
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new BuildFailed(`${name}: ${command} ended with ${String(code)}\n${lines.join("\n")}`);
}

function copyModuleFiles(
  name: ToolName,
  { module, folder, match = MANIFEST, as = "" }: ModuleFiles,
  files: string,
): void {
  const source = join(moduleFolder(name, module), folder);
  const output = join(files, as);
  mkdirSync(output, { recursive: true });
  for (const file of readdirSync(source).filter((file) => match.test(file)))
    copyFileSync(join(source, file), join(output, file));
}

/** Where go keeps a module of the tool's go.mod; downloads it where it is not there. */
function moduleFolder(name: ToolName, module: string): string {
  const download = ["mod", "download", "-json", module];
  const answer = execFileSync("go", download, { cwd: join(__dirname, name), env: GO_ENVIRONMENT, encoding: "utf8" });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}
