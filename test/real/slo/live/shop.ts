import { join } from "node:path";
import type { AppChart } from "../../../../app";
import { GoService, Slo } from "../../../../app";
import type { Monitored } from "../../../../lib/slo";
import { IMAGE, only, render } from "../../../support/program";
import { output } from "../../images/plane/command";
import { freePort } from "../../plane/free-port";
import { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";
import { Prometheus } from "./prometheus";

/** Seconds between two scrapes: a window of a minute holds four of them, and the test need not wait for a quarter of one. */
const SCRAPE = 5;
const SERVICES = "examples/services";

/** The example services, watched by a Prometheus that has the rules which their declaration makes. Without a database every order fails. */
export interface LiveShop {
  readonly prometheus: Prometheus;
  readonly monitored: { readonly storefront: Monitored; readonly pricing: Monitored };
  /** Asks the storefront until `stop`; a share of the requests is for orders, which fail. */
  load(perSecond: number, failing: number): { stop(): void };
  /** What the storefront says on its metrics port. */
  metrics(): Promise<string>;
  close(): Promise<void>;
}

/** Builds and starts the services and Prometheus, on free loopback ports. */
export async function liveShop(): Promise<LiveShop> {
  const programs = await Supervised.start();
  try {
    return await Promise.race([start(programs), programs.broken]);
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

interface Ports {
  readonly http: number;
  readonly grpc: number;
  readonly metrics: number;
}

async function start(programs: Supervised): Promise<LiveShop> {
  const { folder } = programs;
  const [storefront, pricing] = [await ports(), await ports()];
  const { variables, rules, monitored } = declared();
  await Promise.all(["storefront", "pricing"].map((name) => build(name, folder)));
  launch(programs, "pricing", pricing, variables.pricing);
  const needs = {
    DATABASE_URL: "postgres://shop@127.0.0.1:1/orders?connect_timeout=1",
    PRICING_ADDR: `127.0.0.1:${pricing.grpc}`,
  };
  launch(programs, "storefront", storefront, { ...variables.storefront, ...needs });
  const prometheus = await Prometheus.start(programs, SCRAPE, rules, [
    { job: "storefront", namespace: "shop", port: storefront.metrics },
    { job: "pricing", namespace: "shop", port: pricing.metrics },
  ]);
  const base = `http://127.0.0.1:${storefront.http}`;
  const loads: { stop(): void }[] = [];
  await waitFor("the storefront", async () => (await fetch(`${base}/products/tea-pot`).catch(() => undefined))?.ok);
  return {
    prometheus,
    monitored,
    load: (perSecond, failing) => {
      const made = load(base, perSecond, failing);
      loads.push(made);
      return made;
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${storefront.metrics}/metrics`)).text(),
    close: () => {
      for (const one of loads) one.stop();
      return programs.stop();
    },
  };
}

async function ports(): Promise<Ports> {
  return { http: await freePort(), grpc: await freePort(), metrics: await freePort() };
}

/** What the declaration of the two services comes to: the variables that it sets, the rule files, and what dashboards know. */
function declared() {
  const made: GoService[] = [];
  const rendered = render((chart: AppChart) => {
    const slo = [Slo.availability(99.9), Slo.latency("300ms", 95)];
    made.push(
      new GoService(chart, "Storefront", { image: IMAGE, slo, monitoring: { interval: "5s" } }),
      new GoService(chart, "Pricing", { image: IMAGE, slo, ports: { grpc: 9000 }, monitoring: { interval: "5s" } }),
    );
  });
  const variables = (name: string) => {
    const { env = [] } = only(rendered, "Deployment", name).spec.template.spec.containers[0]!;
    return Object.fromEntries(
      env.flatMap(({ name: key, value }) => (value === undefined ? [] : [[key, value] as const])),
    );
  };
  const rules = ["storefront", "pricing"].flatMap((name) =>
    Object.entries(only(rendered, "ConfigMap", `${name}-rules`).data),
  );
  const [storefront, pricing] = made.map((service) => service.monitored!);
  return {
    variables: { storefront: variables("storefront"), pricing: variables("pricing") },
    rules: Object.fromEntries(rules),
    monitored: { storefront: storefront!, pricing: pricing! },
  };
}

async function build(name: string, folder: string): Promise<void> {
  const cwd = join(SERVICES, name);
  await output("go", ["build", "-o", join(folder, "bin", name), "."], {
    cwd,
    env: { ...process.env, CGO_ENABLED: "0" },
  });
}

/** Ports of this machine take the place of those in the pod. */
function launch(programs: Supervised, name: string, own: Ports, variables: Readonly<Record<string, string>>): void {
  const here = {
    ...variables,
    GANTRY_PORT_HTTP: own.http,
    GANTRY_PORT_GRPC: own.grpc,
    GANTRY_PORT_METRICS: own.metrics,
    GANTRY_PPROF: "off",
  };
  const settings = Object.entries(here).map(([key, value]) => `${key}=${value}`);
  programs.enclose(name, "env", ["-i", ...settings, join(programs.folder, "bin", name)]);
}

function load(base: string, perSecond: number, failing: number): { stop(): void } {
  let count = 0;
  const timer = setInterval(() => {
    count++;
    const fails = Math.floor(count * failing) > Math.floor((count - 1) * failing);
    const path = fails ? "/orders/00000000-0000-4000-8000-000000000000" : "/products/tea-pot";
    void fetch(`${base}${path}`)
      .then((answer) => answer.arrayBuffer())
      .catch(() => undefined);
  }, 1000 / perSecond);
  return { stop: () => clearInterval(timer) };
}
