import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { freePort } from "../plane/free-port";
import type { ContainerOptions } from "./plane/container";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";

const ROOT = resolve(__dirname, "../../..");
const MINUTES = 60_000;

let builder: ImageBuilder;
let digest: string;

beforeAll(async () => {
  builder = await imageBuilder();
  digest = await pushMailer();
}, 30 * MINUTES);

afterAll(() => builder?.close());

describe("an image that is built for two platforms", () => {
  it.each(["registry", "secondRegistry"] as const)("can be pulled from the %s by its digest", async (registry) => {
    const index = await builder.crane("manifest", `${builder[registry]}/shop/mailer@${digest}`);
    const { manifests } = JSON.parse(index) as { manifests: { platform: object }[] };
    expect(manifests.map(({ platform }) => platform)).toEqual([
      { architecture: "amd64", os: "linux" },
      { architecture: "arm64", os: "linux" },
    ]);
  });

  it.each(["amd64", "arm64"] as const)("answers on %s", async (architecture) => {
    const container = await builder.run(image(), { architecture, ...(await settings()) });
    const { status } = await fetch(`http://${container.address}/healthz`);
    await container.stop();
    expect(status).toBe(200);
  });
});

describe("a container", () => {
  it.each([
    ["the user that the image names", "status", /^Uid:\t65532\t65532\t65532\t65532$/m],
    ["the group that the image names", "status", /^Gid:\t65532\t65532\t65532\t65532$/m],
    ["no capabilities", "status", /^CapEff:\t0+\nCapBnd:\t0+\n/m],
    ["no way to more privileges", "status", /^NoNewPrivs:\t1$/m],
    ["a root that is read-only", "mountinfo", / \/ ro,/],
  ])("has %s", async (_, file, expected) => {
    const container = await builder.run(image(), await settings());
    const text = readFileSync(`/proc/${container.pid}/${file}`, "utf8");
    await container.stop();
    expect(text).toMatch(expected);
  });

  it("has 64 MiB of memory", async () => {
    const container = await builder.run(image(), await settings());
    const limit = memoryLimit(container.pid);
    await container.stop();
    expect(limit).toBe(64 * 2 ** 20);
  });

  it("tells how the program ended after SIGTERM", async () => {
    const container = await builder.run(image(), await settings());
    expect(await container.stop()).toBe("exit code 0");
  });

  it("that ends before it listens is refused with what it said", async () => {
    const { port } = await settings();
    await expect(builder.run(image(), { port })).rejects.toThrow(/container ended: exit code 1\n[^]*DATABASE_URL/);
  });

  it("of an image without a numeric user is refused", async () => {
    await expect(builder.run(builder.standIns.golang, { port: 1 })).rejects.toThrow('USER: got "", need a number');
  });
});

function image(): string {
  return `${builder.secondRegistry}/shop/mailer@${digest}`;
}

/** The variables of the mailer, whose database and relay nobody runs, with ports that nobody else has. */
async function settings(): Promise<ContainerOptions> {
  const [port, metrics] = [await freePort(), await freePort()];
  const env = {
    DATABASE_URL: "postgres://shop:shop@127.0.0.1:1/shop?connect_timeout=1",
    SMTP_ADDR: "127.0.0.1:1",
    GANTRY_PORT_HEALTH: String(port),
    GANTRY_PORT_METRICS: String(metrics),
    GANTRY_PPROF: "off",
    GANTRY_SETTLE: "0s",
    GANTRY_DRAIN: "1s",
  };
  return { port, env };
}

/** The limit of a process's control group, of version 1 or 2. */
function memoryLimit(pid: number): number {
  const rows = readFileSync(`/proc/${pid}/cgroup`, "utf8")
    .split("\n")
    .map((row) => row.split(":"));
  const group = (controller: string): string => rows.find(([, name]) => name === controller)?.[2] ?? "";
  const files = [
    `/sys/fs/cgroup/memory${group("memory")}/memory.limit_in_bytes`,
    `/sys/fs/cgroup${group("")}/memory.max`,
  ];
  return Number(readFileSync(files.find(existsSync)!, "utf8"));
}

/** Builds the mailer and pushes it to both registries; resolves with the digest of the index. */
async function pushMailer(): Promise<string> {
  const metadata = join(builder.folder, "mailer.json");
  const { registry, secondRegistry, standIns } = builder;
  const args = [
    "build",
    `--file=${resolve(__dirname, "mailer/Dockerfile")}`,
    "--platform=linux/amd64,linux/arm64",
    `--build-arg=GO_BASE=${standIns.golang}`,
    `--build-arg=RUNTIME_BASE=${standIns.static}`,
    "--provenance=false",
    `--tag=${registry}/shop/mailer:1`,
    `--tag=${secondRegistry}/shop/mailer:1`,
    "--push",
    `--metadata-file=${metadata}`,
    ROOT,
  ];
  const { code, stderr } = await builder.buildx(args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return (JSON.parse(readFileSync(metadata, "utf8")) as { "containerimage.digest": string })["containerimage.digest"];
}
