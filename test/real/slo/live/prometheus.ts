import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../plane/free-port";
import type { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";

/** A program of this machine that is scraped as if it were a pod. */
export interface Target {
  readonly job: string;
  readonly namespace: string;
  readonly port: number;
}

/** A series of an answer: its labels, and its present value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly result: readonly { readonly metric: Record<string, string>; readonly value: [number, string] }[];
  };
}

/** What Prometheus does not answer. */
export class QueryFailed extends Error {}

/** A running Prometheus on a free loopback port. */
export class Prometheus {
  private constructor(readonly address: string) {}

  /** @param seconds between two scrapes @param rules texts by file name */
  static async start(
    programs: Supervised,
    seconds: number,
    rules: Readonly<Record<string, string>>,
    targets: readonly Target[],
  ): Promise<Prometheus> {
    const folder = join(programs.folder, "prometheus");
    mkdirSync(folder);
    for (const [file, text] of Object.entries(rules)) writeFileSync(join(folder, file), text);
    const config = {
      global: { scrape_interval: `${seconds}s`, scrape_timeout: `${seconds}s` },
      rule_files: Object.keys(rules),
      scrape_configs: targets.map(({ job, namespace, port }) => ({
        job_name: job,
        static_configs: [{ targets: [`127.0.0.1:${port}`], labels: { namespace, pod: `${job}-0` } }],
      })),
    };
    writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
    const address = `127.0.0.1:${await freePort()}`;
    programs.run("prometheus", "prometheus", [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
    ]);
    const ready = async () => (await fetch(`http://${address}/-/ready`).catch(() => undefined))?.ok;
    await waitFor("Prometheus", ready);
    return new Prometheus(`http://${address}`);
  }

  /** What an expression gives now. @throws QueryFailed */
  async query(expression: string): Promise<readonly Sample[]> {
    const body = new URLSearchParams({ query: expression });
    const { status, error, data } = (await (
      await fetch(`${this.address}/api/v1/query`, { method: "POST", body })
    ).json()) as Answer;
    if (status !== "success" || !data) throw new QueryFailed(`${expression}: ${error}`);
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** The one value of an expression; nothing when it gives none. */
  async value(expression: string): Promise<number | undefined> {
    return (await this.query(expression))[0]?.value;
  }

  /** Names of the alerts that fire for a service. */
  async firing(service: string): Promise<readonly string[]> {
    const all = await this.query(`ALERTS{alertstate="firing",service="${service}"}`);
    return all.map(({ labels }) => labels["alertname"]!).sort();
  }
}
