import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";
import { toolFile, toolProgram } from "../../tools/cache";
import { output } from "./command";
import { containerSpec, type ImageConfig } from "./container-spec";
import { groupOf, membersOf } from "./control-group";
import type { Architecture } from "./root-folder";

export interface ContainerOptions {
  /** The port of 127.0.0.1 on which the program will listen. */
  readonly port: number;
  /** Added to the variables of the image. @default {} */
  readonly env?: Readonly<Record<string, string>>;
  /** Any but this machine's is emulated. @default "amd64" */
  readonly architecture?: Architecture;
}

/** A program that listens. */
export interface RunningContainer {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  /** Its first process, as this machine counts. */
  readonly pid: number;
  /** What it has said so far. */
  log(): string;
  /** Sends SIGTERM; resolves with `exit code <n>`, or the signal that ended it, when nothing of it is left. */
  stop(): Promise<string>;
}

const PROGRAM = "container";
const START_TIMEOUT_MS = 90_000;

/**
 * Runs an image like a hardened pod; resolves when the program listens. Whatever ends this process, nothing stays behind.
 * @throws ProgramEnded, with the end of what it said, when it ends before it listens
 */
export async function runContainer(image: string, options: ContainerOptions): Promise<RunningContainer> {
  const programs = await Supervised.start();
  try {
    await start(programs, image, options);
    const listens = () => Promise.race([answers(options.port), programs.broken]);
    await waitFor(`${image} on port ${options.port}`, listens, START_TIMEOUT_MS);
  } catch (error) {
    await programs.stop();
    throw error;
  }
  return {
    address: `127.0.0.1:${options.port}`,
    pid: Math.min(...membersOf(groupOf(programs.folder))),
    log: () => readFileSync(join(programs.folder, `${PROGRAM}.log`), "utf8"),
    stop: () => stop(programs),
  };
}

async function start(programs: Supervised, image: string, options: ContainerOptions): Promise<void> {
  const { folder } = programs;
  const { architecture = "amd64", env = {} } = options;
  const crane = (...args: string[]) => output(toolProgram("crane"), [`--platform=linux/${architecture}`, ...args]);
  await crane("export", image, join(folder, "rootfs.tar"));
  mkdirSync(join(folder, "rootfs"));
  await output("tar", ["--extract", "--numeric-owner", "--directory=rootfs", "--file=rootfs.tar"], { cwd: folder });
  const { config } = JSON.parse(await crane("config", image)) as { config: ImageConfig };
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const spec = containerSpec(config, { architecture, env: variables, group: `/${groupOf(folder)}/${PROGRAM}` });
  writeFileSync(join(folder, "config.json"), JSON.stringify(spec));
  programs.enclose(PROGRAM, toolFile("debian", "runc"), ["--root=state", "run", PROGRAM]);
}

async function stop(programs: Supervised): Promise<string> {
  const end = await programs.terminate(PROGRAM);
  await programs.stop();
  return end;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
