import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "../../control-plane";
import { run } from "../../images/plane/command";
import { freePort } from "../../plane/free-port";
import { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";
import { toolProgram } from "../../tools/cache";

/** An alert as Prometheus sends it. */
export interface Sent {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** In the past for one that is over. @default - it goes on */
  readonly endsAt?: string;
}

/** Where a pod would have the secrets. */
const SECRETS = "/var/run/secrets/gantry";

/** An Alertmanager with a generated configuration, on a free port, in a temporary folder. */
export class Alertmanager {
  private constructor(
    private readonly programs: Supervised,
    readonly port: number,
  ) {}

  /**
   * @param text `alertmanager.yml` as it was rendered; its secrets are looked for in the folder instead of the pod's
   * @param secrets the text of each file
   * @param global what a test says of the machine around it: addresses of services, whom mail trusts
   */
  static async start(
    text: string,
    secrets: Readonly<Record<string, string>>,
    global: Readonly<Record<string, unknown>> = {},
  ): Promise<Alertmanager> {
    const programs = await Supervised.start();
    const { folder } = programs;
    mkdirSync(join(folder, "secrets"));
    for (const [name, secret] of Object.entries(secrets)) writeFileSync(join(folder, "secrets", name), `${secret}\n`);
    writeFileSync(
      join(folder, "alertmanager.yml"),
      `global: ${JSON.stringify(global)}\n${text}`.replaceAll(SECRETS, join(folder, "secrets")),
    );
    const server = new Alertmanager(programs, await freePort());
    const flags = ["--storage.path=data", "--cluster.listen-address=", `--web.listen-address=127.0.0.1:${server.port}`];
    programs.run("alertmanager", "alertmanager", ["--config.file=alertmanager.yml", "--log.level=debug", ...flags]);
    await waitFor("a ready Alertmanager", () => Promise.race([server.isReady(), programs.broken]));
    return server;
  }

  async send(...alerts: readonly Sent[]): Promise<void> {
    const headers = { "content-type": "application/json" };
    const { ok, status } = await fetch(`${this.url}/api/v2/alerts`, {
      method: "POST",
      headers,
      body: JSON.stringify(alerts),
    });
    if (!ok) throw new Error(`Alertmanager answered ${status}`);
  }

  stop(): Promise<void> {
    return this.programs.stop();
  }

  private get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/-/ready`).catch(() => undefined))?.ok ?? false;
  }
}

/** Runs amtool. */
export function amtool(...args: readonly string[]): Promise<CommandResult> {
  return run(toolProgram("alertmanager", "amtool"), args);
}
