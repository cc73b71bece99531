import { mkdirSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Supervised } from "../../../plane/supervised";
import { waitFor } from "../../../plane/wait-for";
import { toolFile, toolProgram } from "../../../tools/cache";
import { output, run } from "../../plane/command";
import type { ImageBuilder } from "../../plane/image-builder";

/** Debian's Docker engine with the images that a builder makes. */
export interface DockerEngine {
  /** What the commands `docker` and `docker compose` need of the environment. */
  readonly env: NodeJS.ProcessEnv;
  /**
   * What the docker command says.
   * @throws CommandFailed
   */
  docker(...args: readonly string[]): Promise<string>;
  /** Kills the engine and its containers; networks of projects that are still up stay. */
  close(): Promise<void>;
}

/** Starts the engine, as root. It changes neither addresses nor firewall of this machine: containers reach each other, and this machine their ports. */
export async function dockerEngine(builder: ImageBuilder): Promise<DockerEngine> {
  const programs = await Supervised.start();
  const { folder } = programs;
  const files = dirname(toolFile("docker", "dockerd"));
  const host = `unix://${join(folder, "docker.sock")}`;
  const path = `${files}:${process.env.PATH ?? ""}`;
  const env = { ...withBuildx(builder), PATH: path, DOCKER_HOST: host };
  const docker = (...args: readonly string[]): Promise<string> => output(join(files, "docker"), args, { env });
  programs.enclose("dockerd", "env", [`PATH=${path}`, join(files, "dockerd"), ...flags(folder, host)]);
  const answers = async (): Promise<boolean> => (await run(join(files, "docker"), ["version"], { env })).code === 0;
  try {
    await waitFor("the Docker engine", () => Promise.race([answers(), programs.broken]));
  } catch (error) {
    await programs.stop();
    throw error;
  }
  return { env, docker, close: () => programs.stop() };
}

function flags(folder: string, host: string): readonly string[] {
  return [
    `--host=${host}`,
    `--data-root=${join(folder, "data")}`,
    `--exec-root=${join(folder, "exec")}`,
    `--pidfile=${join(folder, "dockerd.pid")}`,
    `--cgroup-parent=/${basename(folder)}`,
    "--bridge=none",
    "--iptables=false",
    "--ip6tables=false",
    "--ip-forward=false",
    "--default-address-pool=base=10.213.0.0/16,size=24",
  ];
}

/** Compose has its builds made by buildx, which it finds among the plug-ins of the docker command. */
function withBuildx({ env }: ImageBuilder): NodeJS.ProcessEnv {
  const plugins = join(env["DOCKER_CONFIG"] ?? "", "cli-plugins");
  mkdirSync(plugins, { recursive: true });
  symlinkSync(toolProgram("buildx"), join(plugins, "docker-buildx"));
  return env;
}
