import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Supervised } from "../../plane/supervised";
import { Prometheus } from "../live/prometheus";
import type { Series } from "./series";
import { exposition } from "./series";

/** A Prometheus that scrapes series which nobody measured. */
export interface Watched {
  readonly prometheus: Prometheus;
  close(): Promise<void>;
}

/** Starts it on free loopback ports, every second a scrape, as job `storefront` in the namespace `shop`. */
export async function watch(series: readonly Series[]): Promise<Watched> {
  const programs = await Supervised.start();
  const server = await serve(series);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await programs.stop();
  };
  try {
    const { port } = server.address() as AddressInfo;
    const target = { job: "storefront", namespace: "shop", port };
    return { prometheus: await Promise.race([Prometheus.start(programs, 1, {}, [target]), programs.broken]), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serve(series: readonly Series[]): Promise<Server> {
  const began = performance.now();
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(exposition(series, (performance.now() - began) / 1000));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
