import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../plane/free-port";
import type { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";

/** Starts a Prometheus that scrapes every second; resolves with its address when it is ready. */
export async function startPrometheus(programs: Supervised, scrapeConfigs: readonly object[]): Promise<string> {
  const config = { global: { scrape_interval: "1s", scrape_timeout: "1s" }, scrape_configs: scrapeConfigs };
  writeFileSync(join(programs.folder, "prometheus.json"), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const flags = ["--config.file=prometheus.json", "--storage.tsdb.path=data", `--web.listen-address=${address}`];
  programs.run("prometheus", "prometheus", flags);
  const ready = async () => (await fetch(`http://${address}/-/ready`).catch(() => undefined))?.ok;
  await waitFor("Prometheus", () => Promise.race([ready(), programs.broken]));
  return `http://${address}`;
}
