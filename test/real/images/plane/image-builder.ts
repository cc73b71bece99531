import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "../../control-plane";
import { freePort } from "../../plane/free-port";
import { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";
import { toolProgram } from "../../tools/cache";
import { runBuildkit } from "./buildkit";
import { type CommandOptions, output, run } from "./command";
import { type ContainerOptions, runContainer, type RunningContainer } from "./container";
import { pushStandIns, type StandIns } from "./stand-ins";

/** BuildKit and two registries on free loopback ports, all of it in one temporary folder. */
export interface ImageBuilder {
  /** Holds one `<program>.log` for each program. */
  readonly folder: string;
  /** `127.0.0.1:<port>`, without TLS and without credentials. */
  readonly registry: string;
  readonly secondRegistry: string;
  /** What buildx needs of the environment to use this builder, and nothing of the machine's settings. */
  readonly env: NodeJS.ProcessEnv;
  /** In the first registry. */
  readonly standIns: StandIns;
  /** Runs buildx with this builder: `["build", …]`, `["bake", …]`. */
  buildx(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /**
   * What crane says.
   * @throws CommandFailed
   */
  crane(...args: readonly string[]): Promise<string>;
  /**
   * Runs an image like a hardened pod; resolves when the program listens.
   * @throws ProgramEnded when it ends before that
   */
  run(image: string, options: ContainerOptions): Promise<RunningContainer>;
  /** Kills the programs and removes the folder; resolves when both are gone. Containers have a life of their own. */
  close(): Promise<void>;
}

/**
 * Starts BuildKit and two registries; needs root. Whatever ends this process, nothing stays behind.
 * @throws MissingTool when a program has not been built, ProgramEnded when one dies during the start
 */
export async function imageBuilder(): Promise<ImageBuilder> {
  const programs = await Supervised.start();
  try {
    return await Promise.race([startUp(programs), programs.broken]);
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

async function startUp(programs: Supervised): Promise<ImageBuilder> {
  const { folder } = programs;
  const [registry, secondRegistry] = await Promise.all([runRegistry(programs, "one"), runRegistry(programs, "two")]);
  const buildkit = runBuildkit(programs, [registry, secondRegistry]);
  const crane = (...args: string[]): Promise<string> => output(toolProgram("crane"), args);
  const env = isolated(folder);
  const buildx = (args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> =>
    run(toolProgram("buildx"), args, { ...options, env: { ...env, ...options.env } });
  const standIns = await pushStandIns(registry);
  await output(toolProgram("buildx"), ["create", "--driver=remote", "--use", "--bootstrap", buildkit], { env });
  const close = (): Promise<void> => programs.stop();
  return { folder, registry, secondRegistry, env, standIns, buildx, crane, run: runContainer, close };
}

async function runRegistry(programs: Supervised, name: string): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`;
  mkdirSync(join(programs.folder, name));
  programs.run(`registry-${name}`, "crane", ["registry", "serve", `--address=${address}`, `--disk=${name}`]);
  await waitFor(`registry ${name}`, async () => (await fetch(`http://${address}/v2/`).catch(() => undefined))?.ok);
  return address;
}

/** The environment of a user who has nothing but the PATH. */
function isolated(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    DOCKER_CONFIG: join(folder, "docker"),
    BUILDX_CONFIG: join(folder, "buildx"),
  };
}
