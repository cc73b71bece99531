/**
 * Images that stand in for the published bases, whose registries the suites do not call: the same folders, user and variables, made of what
 * this machine has. They prove nothing about the published ones.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { madeCacheFolder, toolFolder, toolProgram } from "../../tools/cache";
import { output } from "./command";
import { addGo, addNonroot, addShell, type Architecture, CERTIFICATES, NONROOT, writeRoot } from "./root-folder";

/** A reference by digest for each. */
export interface StandIns {
  /** For golang: the Go of this machine and its proxy settings, and a shell; linux/amd64 only. */
  readonly golang: string;
  /** For distroless static, nonroot; linux/amd64 and linux/arm64. */
  readonly static: string;
  /** For alpine: a shell, no package manager; linux/amd64 and linux/arm64. */
  readonly alpine: string;
}

interface Recipe {
  readonly architectures: readonly Architecture[];
  /** Adds to a root what the image has besides. */
  readonly fill: (root: string, architecture: Architecture) => Promise<void> | void;
  /** Flags of `crane mutate`. */
  readonly settings: () => Promise<readonly string[]> | readonly string[];
}

/** Settings of the go command that say where modules come from. */
const SOURCES = ["GOPROXY", "GONOPROXY", "GOSUMDB", "GONOSUMDB", "GOINSECURE"];

const RECIPES: Readonly<Record<keyof StandIns, Recipe>> = {
  golang: {
    architectures: ["amd64"],
    fill: async (root) => {
      await addShell(root, "amd64");
      await addGo(root);
    },
    settings: goSettings,
  },
  static: {
    architectures: ["amd64", "arm64"],
    fill: addNonroot,
    settings: () => [`--user=${NONROOT}`, "--workdir=/home/nonroot", `--env=SSL_CERT_FILE=${CERTIFICATES}`],
  },
  alpine: { architectures: ["amd64", "arm64"], fill: addShell, settings: () => ["--env=PATH=/bin"] },
};
const NAMES = Object.keys(RECIPES) as (keyof StandIns)[];

/** Pushes them to a registry; they are made once and kept beside the tools. */
export async function pushStandIns(registry: string): Promise<StandIns> {
  const kept = await keptFolder();
  if (!existsSync(kept)) await makeAll(registry, kept);
  const push = async (name: keyof StandIns) =>
    [name, await crane("push", join(kept, name), repository(registry, name))] as const;
  return Object.fromEntries(await Promise.all(NAMES.map(push))) as unknown as StandIns;
}

async function keptFolder(): Promise<string> {
  const go = await output("go", ["env", "GOVERSION", "GOROOT", ...SOURCES]);
  const hash = createHash("sha256")
    .update(`${go}\0${toolFolder("debian")}\0`)
    .update(readFileSync(CERTIFICATES));
  for (const file of ["stand-ins.ts", "root-folder.ts"]) hash.update(readFileSync(join(__dirname, file)));
  return join(madeCacheFolder(), `stand-ins-${hash.digest("hex").slice(0, 16)}`);
}

async function makeAll(registry: string, kept: string): Promise<void> {
  const unfinished = join(madeCacheFolder(), `.building-${process.pid}-stand-ins`);
  const parts = join(unfinished, "parts");
  mkdirSync(unfinished);
  try {
    for (const name of NAMES) {
      await make(registry, name, parts);
      await crane("pull", "--format=oci", repository(registry, name), join(unfinished, name));
    }
    rmSync(parts, { recursive: true });
    if (!existsSync(kept)) renameSync(unfinished, kept);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** An image for each architecture, and the index over them. */
async function make(registry: string, name: keyof StandIns, parts: string): Promise<void> {
  const { architectures, fill, settings } = RECIPES[name];
  const flags = await settings();
  const members: string[] = [];
  for (const architecture of architectures) {
    const root = join(parts, name, architecture);
    writeRoot(root);
    await fill(root, architecture);
    const layer = await pack(root);
    const bare = await crane(
      "append",
      "--oci-empty-base",
      "-f",
      layer,
      "-t",
      `${registry}/part/${name}:${architecture}`,
    );
    const platform = `--set-platform=linux/${architecture}`;
    members.push("-m", await crane("mutate", platform, ...flags, "--repo", `${registry}/part/${name}`, bare));
  }
  await crane("index", "append", ...members, "-t", repository(registry, name));
}

async function goSettings(): Promise<string[]> {
  const values = (await output("go", ["env", ...SOURCES])).split("\n");
  const sources = SOURCES.map((name, index) => `${name}=${values[index] ?? ""}`).filter((text) => !text.endsWith("="));
  const variables = ["PATH=/go/bin:/usr/local/go/bin:/bin", "GOPATH=/go", "GOTOOLCHAIN=local", ...sources];
  return ["--workdir=/go", ...variables.map((variable) => `--env=${variable}`)];
}

/** A layer with the same bytes for the same root, whenever it was written. */
async function pack(root: string): Promise<string> {
  const layer = `${root}.tar.gz`;
  const stable = ["--sort=name", "--numeric-owner", "--mtime=@0", "--use-compress-program=gzip -n"];
  await output("tar", [...stable, "--create", `--file=${layer}`, `--directory=${root}`, "."]);
  return layer;
}

function repository(registry: string, name: keyof StandIns): string {
  return `${registry}/stand-in/${name}`;
}

function crane(...args: readonly string[]): Promise<string> {
  return output(toolProgram("crane"), args);
}
