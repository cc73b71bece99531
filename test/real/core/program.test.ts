import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AppChart, Environment, GantryApp, GoService, ImageRef, SecretRef } from "../../../app";
import type { Container, Deployment } from "../../../constructs/imports/kubernetes";
import type { Rendered } from "../../../lib/rendered";
import { freePort } from "../plane/free-port";
import { waitFor } from "../plane/wait-for";

// The storefront is started with exactly what its Deployment says, on ports that nobody else has.
const SOURCE = resolve(__dirname, "../../../examples/services/storefront");
const NOBODY = "postgres://shop:shop@127.0.0.1:1/orders?connect_timeout=1";

let folder: string;
let program: ChildProcess;
let container: Container;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gantry-program-"));
  execFileSync("go", ["build", "-buildvcs=false", "-o", join(folder, "storefront"), "."], { cwd: SOURCE });
  const rendered = await declared();
  container = deployment(rendered).spec.template.spec.containers[0]!;
  program = spawn(join(folder, "storefront"), {
    env: { ...variables(rendered), GANTRY_PPROF: "off" },
    stdio: "ignore",
  });
}, 600_000);

afterAll(() => {
  program?.kill("SIGKILL");
  if (folder) rmSync(folder, { recursive: true });
});

describe("a program that is started as its Deployment says", () => {
  it("answers the liveness probe", async () => {
    const path = container.livenessProbe!.httpGet!.path!;
    expect(await waitFor("an answer", async () => (await status("http", path)) || undefined)).toBe(200);
  });

  it("answers the readiness probe with no while its database is away", async () => {
    expect(await status("http", container.readinessProbe!.httpGet!.path!)).toBe(503);
  });

  it("shows its metrics on the port that the network policy opens", async () => {
    expect(await status("metrics", "/metrics")).toBe(200);
  });

  it("has the soft memory limit of the manifest", async () => {
    const text = await (await fetch(`http://127.0.0.1:${port("metrics")}/metrics`)).text();
    const limit = /^go_gc_gomemlimit_bytes (\S+)$/m.exec(text)?.[1];
    expect(Number(limit)).toBe(460 * 2 ** 20);
  });

  it("ends by itself, without an error, within its grace period", async () => {
    const ended = new Promise<number | null>((done) => program.once("exit", done));
    const start = performance.now();
    program.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(performance.now() - start).toBeLessThan(8000);
  });
});

/** A GoService like the shop's, with a short drain and free ports. */
async function declared(): Promise<Rendered> {
  const [http, metrics] = [await freePort(), await freePort()];
  const app = new GantryApp({ environment: Environment.of("test", { stage: "production", kubernetes: "1.36" }) });
  new GoService(new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" }), "Storefront", {
    image: ImageRef.pinned(`registry.example.test/shop/storefront@sha256:${"0".repeat(64)}`),
    ports: { http },
    metrics,
    config: { LOG_LEVEL: "debug", PRICING_ADDR: "127.0.0.1:1" },
    secrets: { DATABASE_URL: SecretRef.existing("storefront", "database-url") },
    shutdown: { by: "program", settle: "1s", drain: "2s" },
  });
  const rendered = app.render();
  expect(rendered.problems).toEqual([]);
  return rendered;
}

function deployment({ objects }: Rendered): Deployment {
  return objects.find(({ manifest }) => manifest.kind === "Deployment")!.manifest as unknown as Deployment;
}

/** The variables as the kubelet would set them; the one Secret is played by a database that nobody runs. */
function variables(rendered: Rendered): Record<string, string> {
  const maps = new Map(
    rendered.objects.map(({ manifest }) => [manifest.metadata.name, manifest["data"] as Record<string, string>]),
  );
  const entries = deployment(rendered).spec.template.spec.containers[0]!.env!.map(({ name, value, valueFrom }) => {
    const ref = valueFrom?.configMapKeyRef;
    return [name, value ?? (ref ? maps.get(ref.name!)![ref.key] : NOBODY)];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

function port(name: string): number {
  return container.ports!.find((one) => one.name === name)!.containerPort;
}

async function status(name: string, path: string): Promise<number> {
  return fetch(`http://127.0.0.1:${port(name)}${path}`).then(
    (answer) => answer.status,
    () => 0,
  );
}
