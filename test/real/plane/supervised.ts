import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toolProgram } from "../tools/cache";
import type { ToolName } from "../tools/catalogue";

const LOG_TAIL_LINES = 15;

/** A supervised program ended. */
export class ProgramEnded extends Error {
  constructor(
    name: string,
    /** `exit code <n>`, or the signal that ended it. */
    readonly how: string,
    log: string,
  ) {
    super(`${name} ended: ${how}\n${log}`);
  }
}

/** Programs that live as long as this object or this process, whichever ends first, with a temporary folder as working directory. */
export class Supervised {
  /** Rejects as soon as one of the programs ends by itself, with the end of its log. */
  readonly broken: Promise<never>;
  private readonly ended: Promise<ProgramEnded>;

  private constructor(
    private readonly supervisor: ChildProcess,
    readonly folder: string,
  ) {
    this.ended = new Promise((resolve) => {
      supervisor.on("message", ({ left, how }: { left: string; how: string }) => {
        resolve(new ProgramEnded(left, how, this.logTail(left)));
      });
    });
    this.broken = this.ended.then((end) => Promise.reject(end));
    this.broken.catch(() => undefined);
  }

  /** A supervisor without programs, and its empty folder. */
  static async start(): Promise<Supervised> {
    const supervisor = fork(join(__dirname, "supervisor.cjs"), { detached: true, execArgv: [], stdio: "ignore" });
    const [{ folder }] = (await once(supervisor, "message")) as [{ folder: string }];
    supervisor.unref();
    supervisor.channel?.unref();
    return new Supervised(supervisor, folder);
  }

  /** Starts a program; its output goes to `<name>.log` in the folder. */
  run(name: string, tool: ToolName, args: readonly string[]): void {
    this.supervisor.send({ name, command: toolProgram(tool), args });
  }

  /**
   * Starts the program at a path, as root, with process ids, mounts and interprocess communication of its own: its end is the end of whatever
   * it started or mounted.
   */
  enclose(name: string, command: string, args: readonly string[]): void {
    const own = ["--pid", "--mount", "--mount-proc", "--ipc", "--fork", "--kill-child"];
    this.supervisor.send({ name, command: "unshare", args: [...own, command, ...args], enclosed: true });
  }

  /** Sends SIGTERM to the only program; resolves with how it ended: `exit code <n>`, or a signal. */
  terminate(name: string): Promise<string> {
    this.supervisor.ref();
    this.supervisor.send({ terminate: name });
    return this.ended.then(({ how }) => how);
  }

  /** Kills the programs and removes the folder; resolves when both are gone. */
  async stop(): Promise<void> {
    if (this.supervisor.exitCode !== null || !this.supervisor.connected) return;
    this.supervisor.ref();
    const exit = once(this.supervisor, "exit");
    this.supervisor.disconnect();
    await exit;
  }

  private logTail(name: string): string {
    const log = join(this.folder, `${name}.log`);
    return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n") : "";
  }
}
