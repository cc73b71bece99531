import { describe, expect, it } from "@jest/globals";
import { External, GoService, GoWorker, SecretRef } from "../../../app";
import { DEV_CACHES, PROBER, SOURCE } from "../../../lib/image/stages";
import { imageFiles } from "../../../targets/images";
import { IMAGE } from "../../support/program";
import type { Declare } from "./support";
import { built, composeOf, development, serviceOf } from "./support";

const secrets = { DATABASE_URL: SecretRef.existing("storefront", "url") };
const needs = [External.postgres("orders-db", "db.example.test", { version: "17", url: "DATABASE_URL" })];
const shop: Declare = (chart) => {
  const pricing = new GoService(chart, "Pricing", { image: built(chart, "pricing") });
  const calls = [pricing];
  new GoService(chart, "Storefront", { image: built(chart, "storefront"), secrets, needs, calls, args: ["serve"] });
  new GoWorker(chart, "Other", { image: IMAGE });
};
const override = (name: string) => serviceOf(shop, name, "compose.override.yaml");

describe("live reload", () => {
  it("builds in the toolchain, from the sources as they are", () => {
    expect(override("storefront")).toMatchObject({
      build: { target: "dev" },
      image: "storefront:dev",
      volumes: [
        { type: "bind", source: "..", target: SOURCE, read_only: true },
        { type: "volume", source: "go-modules", target: DEV_CACHES.modules },
        { type: "volume", source: "go-builds", target: DEV_CACHES.builds },
      ],
    });
  });

  it("may start what it builds in memory: the option replaces that of the first file", () => {
    const [first, second] = [serviceOf(shop, "storefront").tmpfs, override("storefront").tmpfs];
    expect(second).toEqual(["/tmp:mode=1777,exec"]);
    // Compose takes two entries for one when they are equal up to the sign =.
    expect(first?.map((one) => one.split("=")[0])).toEqual(second?.map((one) => one.split("=")[0]));
  });

  it("has no limits: a compiler needs more than the program", () => {
    expect(override("storefront")).toMatchObject({ mem_limit: "0", cpus: 0, environment: { GOMEMLIMIT: "off" } });
  });

  it("leaves a program alone that is not built here", () => {
    expect(Object.keys(composeOf(shop, "compose.override.yaml").services)).not.toContain("other");
  });
});

describe("a debugger", () => {
  it("stands beside the program, on request, with a port of its own on the loopback address", () => {
    expect(override("storefront-debug")).toMatchObject({
      profiles: ["debug"],
      build: { target: "debug" },
      command: ["serve"],
      ports: [
        "127.0.0.1:${HOST_PORT__STOREFRONT_DEBUG__DEBUG:-2346}:2345",
        "127.0.0.1:${HOST_PORT__STOREFRONT_DEBUG__HTTP:-8083}:8080",
      ],
    });
  });

  it("needs no right that the program does not have", () => {
    expect(override("storefront-debug")).toMatchObject({ cap_drop: ["ALL"], user: "65532:65532", read_only: true });
    expect(override("storefront-debug")).not.toHaveProperty("cap_add");
  });

  it("waits for what the program waits for", () => {
    expect(override("storefront-debug").depends_on).toEqual({
      "orders-db": { condition: "service_healthy" },
      pricing: { condition: "service_healthy" },
    });
  });

  it("takes no request that is meant for the program", () => {
    expect(override("storefront-debug")).not.toHaveProperty("networks");
  });
});

describe("the tests of an image", () => {
  const tests = serviceOf(shop, "storefront-test", "compose.test.yaml");

  it("run in its toolchain, in the folder of its module", () => {
    expect(tests).toMatchObject({
      profiles: ["test"],
      build: { target: "dev" },
      entrypoint: ["go", "test"],
      command: ["./..."],
      working_dir: SOURCE,
    });
  });

  it("have the servers that its program needs, and no other program", () => {
    expect(tests.depends_on).toEqual({ "orders-db": { condition: "service_healthy" } });
    expect(tests.environment?.["DATABASE_URL"]).toMatch(/^postgres:/);
  });
});

describe("what the Dockerfile and Compose agree on", () => {
  const [dockerfile = ""] = imageFiles([development(shop)], "docker")
    .filter(({ file }) => file === "storefront/Dockerfile")
    .map(({ text }) => text);
  const stage = (name: string) => dockerfile.split("\n\n").find((one) => one.includes(` AS ${name}\n`)) ?? "";

  it.each(["local", "dev", "debug"])("is the prober in the stage %s", (name) => {
    expect(stage(name)).toContain(`COPY --link --from=probe /out${PROBER} ${PROBER}\n`.trimEnd());
  });

  it("is where the stage dev keeps modules and builds", () => {
    expect(stage("dev")).toContain(DEV_CACHES.modules);
    expect(stage("dev")).toContain(`WORKDIR ${SOURCE}`);
  });
});
