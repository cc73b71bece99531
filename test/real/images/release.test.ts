import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { copyFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppChart, Base, Environment, GantryApp, GoImage, GoService, Registry } from "../../../app";
import { readModules } from "../../../stacks/modules";
import { freePort } from "../plane/free-port";
import { waitFor } from "../plane/wait-for";
import { output } from "./plane/command";
import type { Architecture } from "./plane/root-folder";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";
import { BakedImages } from "./shop-images";

const MINUTES = 60_000;
const NOBODY = "postgres://shop:shop@127.0.0.1:1/orders?connect_timeout=1";
/** What a program in an image may weigh besides itself and its base. */
const LARGEST = 1.05;
const MB = 1e6;

let builder: ImageBuilder;
let images: BakedImages;

beforeAll(async () => {
  builder = await imageBuilder();
  images = new BakedImages(builder, [storefronts()]);
}, 10 * MINUTES);

afterAll(() => builder?.close());

/** The storefront on each of the three bases. */
function storefronts() {
  const { storefront: module } = readModules();
  const app = new GantryApp({ environment: Environment.of("dev", { stage: "development", kubernetes: "1.35" }) });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  const registries = [Registry.at(`${builder.registry}/shop`)];
  for (const base of ["distroless", "scratch", "alpine"] as const) {
    const image = new GoImage(chart, `${base}-image`, { module, registries, name: base, base: Base[base] });
    new GoService(chart, base, { image });
  }
  return app.render();
}

const reference = (name: string) => `${builder.registry}/shop/${name}:dev`;

async function build(name: string, runtime: string): Promise<void> {
  const flags = ["--set", `*.args.RUNTIME_BASE=${runtime}`, "--set", "*.args.SOURCE_DATE_EPOCH=1700000000"];
  expect(await images.bake([name], ...flags)).toMatchObject({ code: 0 });
}

describe.each([
  ["distroless", (): string => builder.standIns.static],
  ["scratch", (): string => "scratch"],
  ["alpine", (): string => builder.standIns.alpine],
] as const)("the release on %s, or what stands in for it", (name, runtime) => {
  it(
    "is built for both platforms",
    async () => {
      await build(name, runtime());
      expect(await platforms(name)).toEqual(["linux/amd64", "linux/arm64"]);
    },
    20 * MINUTES,
  );

  it.each<Architecture>(["amd64", "arm64"])(
    "answers as 65532 on a read-only root, without capabilities, in 64 MiB: %s",
    async (architecture) => {
      const [http, metrics] = [await freePort(), await freePort()];
      const env = {
        ...{ GANTRY_PORT_HTTP: String(http), GANTRY_PORT_METRICS: String(metrics), GANTRY_PPROF: "off" },
        ...{ GANTRY_SETTLE: "100ms", GANTRY_DRAIN: "1s", GANTRY_GRACE: "3s" },
        ...{ DATABASE_URL: NOBODY, PRICING_ADDR: "127.0.0.1:1", LOG_LEVEL: "info", GOMEMLIMIT: "57MiB" },
      };
      const container = await builder.run(reference(name), { port: http, env, architecture });
      try {
        const answer = await waitFor("the health of the program", () =>
          fetch(`http://${container.address}/healthz`).catch(() => undefined),
        );
        expect(answer.status).toBe(200);
      } finally {
        expect(await container.stop()).toBe("exit code 0");
      }
    },
    5 * MINUTES,
  );

  it(
    "holds roots of trust and time zones",
    async () => {
      const files = [...(await sizes(reference(name))).keys()];
      expect(files).toContain("etc/ssl/certs/ca-certificates.crt");
      expect(files.some((file) => file === "zoneinfo.zip" || file.startsWith("usr/share/zoneinfo/"))).toBe(true);
    },
    MINUTES,
  );
});

describe("the size of the release, with a stand-in for the published base", () => {
  it(
    `is at most ${LARGEST} times the program and its base`,
    async () => {
      const all = await sizes(reference("distroless"));
      const [whole, program, base] = [
        total(all),
        all.get("distroless") ?? 0,
        total(await sizes(builder.standIns.static)),
      ];
      console.log("release of the storefront", { whole, program, base, ratio: whole / (program + base) });
      expect(program).toBeGreaterThan(MB);
      expect(whole).toBeLessThanOrEqual(LARGEST * (program + base));
    },
    MINUTES,
  );
});

describe("the build context", () => {
  it(
    "of the storefront is below 2 MB",
    async () => {
      const [dockerfile, context] = [join(builder.folder, "context.Dockerfile"), join(builder.folder, "context.tar")];
      writeFileSync(dockerfile, "FROM scratch\nCOPY . /\n");
      copyFileSync(images.file("distroless/Dockerfile.dockerignore"), `${dockerfile}.dockerignore`);
      const words = ["build", "--file", dockerfile, "--output", `type=tar,dest=${context}`, images.root];
      expect(await builder.buildx(words)).toMatchObject({ code: 0 });
      console.log("build context of the storefront", { bytes: statSync(context).size });
      expect(statSync(context).size).toBeLessThan(2 * MB);
      expect(await output("tar", ["--list", "--file", context])).toContain("examples/services/storefront/main.go");
    },
    5 * MINUTES,
  );
});

async function platforms(name: string): Promise<string[]> {
  const index = JSON.parse(await builder.crane("manifest", reference(name))) as {
    readonly manifests: readonly { readonly platform: { readonly os: string; readonly architecture: string } }[];
  };
  return index.manifests.map(({ platform }) => `${platform.os}/${platform.architecture}`);
}

/** Bytes by file of an image for linux/amd64. */
async function sizes(image: string): Promise<ReadonlyMap<string, number>> {
  const tar = join(builder.folder, "exported.tar");
  await builder.crane("--platform=linux/amd64", "export", image, tar);
  const lines = (await output("tar", ["--list", "--verbose", "--file", tar])).split("\n");
  return new Map(lines.map((line) => line.split(/\s+/)).map(([, , bytes, , , file]) => [file ?? "", Number(bytes)]));
}

function total(files: ReadonlyMap<string, number>): number {
  return [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
}
