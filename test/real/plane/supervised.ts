import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toolProgram } from "../tools/cache";
import type { ToolName } from "../tools/catalogue";

const LOG_TAIL_LINES = 15;

/** A program of a control plane ended by itself. */
export class ProgramEnded extends Error {}

/** Programs that live as long as this object or this process, whichever ends first, with a temporary folder as working directory. */
export class Supervised {
  /** Rejects as soon as one of the programs ends by itself, with the end of its log. */
  readonly broken: Promise<never>;

  private constructor(
    private readonly supervisor: ChildProcess,
    readonly folder: string,
  ) {
    this.broken = new Promise((_, reject) => {
      supervisor.on("message", ({ left, how }: { left: string; how: string }) => {
        reject(new ProgramEnded(`${left} ended: ${how}\n${this.logTail(left)}`));
      });
    });
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
