import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { TOOLS, type Tool, type ToolName } from "./catalogue";

const TREE = resolve(__dirname, "../../..");
const MARKER = ".gantry-tools";

/** go must neither look for another Go nor for a workspace around the folder, and must not link against the machine's C library. */
export const GO_ENVIRONMENT = {
  ...process.env,
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  GOFLAGS: "-mod=readonly",
  CGO_ENABLED: "0",
};

/** The cache can't be used as it is named. */
export class CacheRefused extends Error {}

/** A tool that a suite needs has not been built. */
export class MissingTool extends Error {
  constructor(name: ToolName) {
    const [area = "all"] = [(TOOLS[name] as Tool).area].flat();
    super(`${name} is not built as this tree wants it: run \`npm run real:tools -- ${area}\``);
  }
}

/**
 * Where built tools lie: `$GANTRY_CACHE`, or `~/.cache/gantry/tools`. Builds delete in there, so it must be a folder of its own.
 * @throws CacheRefused when the path is empty, relative, near the root, in this tree, or a folder that something else has filled
 */
export function cacheFolder(): string {
  const folder = process.env.GANTRY_CACHE ?? join(homedir(), ".cache/gantry/tools");
  const refuse = (why: string): never => {
    throw new CacheRefused(`GANTRY_CACHE: got ${JSON.stringify(folder)}, ${why}`);
  };
  if (!isAbsolute(folder)) refuse("need an absolute path");
  if (dirname(dirname(resolve(folder))) === dirname(resolve(folder))) refuse("need a folder that is not at the root");
  if (!relative(TREE, folder).startsWith("..")) refuse("need a folder outside the source tree");
  if (resolve(folder) === homedir()) refuse("need a folder of its own");
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.length > 0 && !entries.includes(MARKER)) refuse("which holds something else: need an empty folder");
  return folder;
}

/** The same folder, made and marked as ours where it was not there. */
export function madeCacheFolder(): string {
  const folder = cacheFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, MARKER), "");
  return folder;
}

/** The version that the tool's go.mod or requirements.txt names; empty for a tool without one. */
export function toolVersion(name: ToolName): string {
  const { module, python }: Tool = TOOLS[name];
  if (python) return pinnedVersion(name, python);
  if (module === undefined) return "";
  const goMod = readFileSync(join(__dirname, name, "go.mod"), "utf8").split(/\s+/);
  return goMod.find((word, index) => goMod[index - 1] === module && word.startsWith("v")) ?? "";
}

function pinnedVersion(name: ToolName, python: string): string {
  const lines = readFileSync(join(__dirname, name, "requirements.txt"), "utf8").split("\n");
  const [, version = ""] = lines.map((line) => line.split(/==|\s/)).find(([packed]) => packed === python) ?? [];
  return `v${version}`;
}

/** Everything after `go build -o FILE`. */
export function goBuildArguments(name: ToolName, main: string): string[] {
  const { stamp, tags }: Tool = TOOLS[name];
  const variables = Object.entries(stamp?.(toolVersion(name)) ?? {}).map(([key, value]) => `-X ${key}=${value}`);
  const tagged = tags ? ["-tags", tags.join(",")] : [];
  return ["-trimpath", "-buildvcs=false", ...tagged, "-ldflags", ["-s", "-w", ...variables].join(" "), main];
}

/** Where the tool lies once it is built, as its sources, its recipe and this machine's Go make it. */
export function toolFolder(name: ToolName): string {
  const { main, alsoMain = [], lacking = {}, python, debian, files }: Tool = TOOLS[name];
  const recipe = [
    debian ? readFileSync("/etc/os-release", "utf8") : python ? pythonVersion() : goVersion(),
    main ? goBuildArguments(name, main) : [],
    (files ?? []).map(Object.values).flat().map(String),
    ...alsoMain,
    ...Object.entries(lacking),
  ];
  const hash = createHash("sha256").update(JSON.stringify(recipe));
  for (const file of readdirSync(join(__dirname, name)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(__dirname, name, file)));
  }
  return join(cacheFolder(), `${name}-${hash.digest("hex").slice(0, 16)}`);
}

/**
 * The path of a built program, the main one unless another is named.
 * @throws MissingTool when it has not been built
 */
export function toolProgram(name: ToolName, program: string = name): string {
  return join(builtFolder(name), program);
}

/**
 * The node program of a major version that the suites know.
 * @throws MissingTool when it has not been installed
 */
export function nodeProgram(major: number): string {
  return join(builtFolder("node"), `node_modules/node-${major}/bin/node`);
}

/**
 * The Python that has the tool's package.
 * @throws MissingTool when it has not been built
 */
export function toolPython(name: ToolName): string {
  return join(builtFolder(name), "python/bin/python");
}

/**
 * The files that belong to a tool, or those in one of its folders, sorted.
 * @throws MissingTool when it has not been built
 */
export function toolFiles(name: ToolName, as = ""): string[] {
  const folder = join(builtFolder(name), "files", as);
  return readdirSync(folder)
    .sort()
    .map((file) => join(folder, file));
}

/**
 * A file that belongs to a tool.
 * @throws MissingTool when it has not been built
 */
export function toolFile(name: ToolName, file: string): string {
  return join(builtFolder(name), "files", file);
}

function builtFolder(name: ToolName): string {
  const folder = toolFolder(name);
  if (!existsSync(folder)) throw new MissingTool(name);
  return folder;
}

let knownGoVersion: string | undefined;

function goVersion(): string {
  knownGoVersion ??= execFileSync("go", ["env", "GOVERSION"], { env: GO_ENVIRONMENT, encoding: "utf8" }).trim();
  return knownGoVersion;
}

let knownPythonVersion: string | undefined;

function pythonVersion(): string {
  knownPythonVersion ??= execFileSync("python3", ["--version"], { encoding: "utf8" }).trim();
  return knownPythonVersion;
}
