import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fixtureShop } from "../../support/shop";
import { toolPython } from "../tools/cache";
import { run } from "./plane/command";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";
import { BakedImages } from "./shop-images";

const SERVICES = resolve(__dirname, "../../../examples/services");
const NAMES = ["daily-report", "mailer", "pricing", "storefront"];
const MINUTES = 60_000;

let builder: ImageBuilder;
let images: BakedImages;

beforeAll(async () => {
  builder = await imageBuilder();
  images = new BakedImages(builder, [fixtureShop("dev").render()]);
}, 10 * MINUTES);

afterAll(() => builder?.close());

const folder = (name: string) => join(builder.folder, name);

/** The sums of `go test -json` on this machine. */
async function goTest(module: string) {
  const { stdout } = await run("go", ["test", "-json", "-count=1", "./..."], { cwd: join(SERVICES, module) });
  const lines = stdout.split("\n").filter((line) => line.includes('"Test":'));
  const ended = lines.map((line) => JSON.parse(line) as { readonly Action: string; readonly Test: string });
  return ended.filter(({ Action }) => Action === "pass" || Action === "fail" || Action === "skip").length;
}

describe("every stage of every image, with stand-ins for the published bases", () => {
  it.each(["debug", "dev", "local"])(
    "builds: %s",
    async (variant) => {
      const targets = NAMES.map((name) => `${name}-${variant}`);
      expect(await images.bake(targets, "--set", "*.output=type=cacheonly")).toMatchObject({ code: 0 });
    },
    30 * MINUTES,
  );

  it(
    "has no warning of BuildKit's own checks",
    async () => {
      for (const name of NAMES) {
        const { code, stdout, stderr } = await images.check(name);
        expect({ code, said: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, said: "" });
      }
    },
    10 * MINUTES,
  );
});

describe("hadolint", () => {
  const hadolint = (file: string) => run(join(dirname(toolPython("hadolint")), "hadolint"), ["--no-color", file]);

  it.each(NAMES)("has nothing to say about the Dockerfile of %s", async (name) => {
    expect(await hadolint(images.file(`${name}/Dockerfile`))).toMatchObject({ code: 0, stdout: "" });
  });

  it("finds what is planted", async () => {
    const planted = folder("planted.Dockerfile");
    writeFileSync(planted, "FROM alpine:latest\nRUN cd /tmp && sudo true\n");
    const { code, stdout } = await hadolint(planted);
    expect(code).toBe(1);
    expect(stdout).toMatch(/DL3007[^]*DL3004/);
  });
});

describe("the stage test-report, with stand-ins for the published bases", () => {
  it(
    "gives JUnit with the tests that go test runs, coverage and the verdict",
    async () => {
      const output = folder("test-report");
      const result = await images.bake(["pricing-test-report"], "--set", `*.output=type=local,dest=${output}`);
      expect(result).toMatchObject({ code: 0 });
      expect(readdirSync(output).sort()).toEqual([
        "coverage.out",
        "coverage.txt",
        "exit-code",
        "junit.xml",
        "test.json",
        "vet.txt",
      ]);
      const [, tests] = /<testsuites tests="(\d+)"/.exec(readFileSync(join(output, "junit.xml"), "utf8")) ?? [];
      expect(Number(tests)).toBe(await goTest("pricing"));
      expect(Number(tests)).toBeGreaterThan(1);
      expect(readFileSync(join(output, "coverage.txt"), "utf8")).toMatch(/^total:.*\d+\.\d%$/m);
      expect(readFileSync(join(output, "exit-code"), "utf8")).toBe("0\n");
    },
    20 * MINUTES,
  );
});

describe("the stage bench, with stand-ins for the published bases", () => {
  it(
    "gives results and profiles that pprof reads",
    async () => {
      const output = folder("bench");
      const result = await images.bake(["pricing-bench"], "--set", `*.output=type=local,dest=${output}`);
      expect(result).toMatchObject({ code: 0 });
      expect(readFileSync(join(output, "pricing/bench.txt"), "utf8")).toMatch(
        /^BenchmarkPriceOverGRPC\S*\s+\d+\s+[\d.]+ ns\/op/m,
      );
      for (const profile of ["cpu.pprof", "memory.pprof"]) {
        const { code, stdout } = await run("go", ["tool", "pprof", "-top", join(output, "pricing", profile)]);
        expect(code).toBe(0);
        expect(stdout).toContain("flat%");
      }
    },
    20 * MINUTES,
  );
});
