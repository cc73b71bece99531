import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { join } from "node:path";
import { AppChart, GantryApp, GoImage, GoService, ImageLock, Registry, run } from "../../app";
import type { RunOptions } from "../../app";
import { put, temporaryFolder } from "../support/folder";
import { moduleOf } from "../support/modules";
import { IMAGE, environment } from "../support/program";

const folder = temporaryFolder();
const PATH = process.env["PATH"];
const ABSENT = "/no/such/buildx";
const LOCKED = {
  ref: "registry.example.test/shop/storefront",
  digest: `sha256:${"0a".repeat(32)}`,
  platforms: ["linux/amd64"],
  source: "de974bb3894e71760641d32c1931c822eea6a381",
};
let printed = "";

beforeEach(() => {
  printed = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  process.env["PATH"] = PATH;
});

/** One program in an environment, with an image of ours or of somebody else. */
function program(name: string, isOurs = true): GantryApp {
  const lock = { version: 1, environments: { prod: { storefront: LOCKED } } } as const;
  const app = new GantryApp({ environment: environment({}, name), images: new ImageLock(lock, "a fixture") });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  const registries = [Registry.at("registry.example.test/shop")];
  const options = { module: moduleOf(), name: "storefront", registries, platforms: ["linux/amd64"] } as const;
  new GoService(chart, "Storefront", { image: isOurs ? new GoImage(chart, "Image", options) : IMAGE });
  return app;
}

/** Runs the verb with dev here, and prod as the lock file has it. */
function consistency(words: readonly string[], options: Partial<RunOptions> = {}, programs = both): void {
  const lock = join(folder.path, "lock.json");
  put(lock, JSON.stringify({ version: 1, environments: { prod: { storefront: LOCKED } } }));
  const given = { outdir: folder.path, local: "dev", lock, buildx: [ABSENT], ...options };
  run(programs, { args: ["consistency", ...words], ...given });
}

const both = () => [program("dev"), program("prod")];

describe("the verb consistency", () => {
  it.each([
    ["other words", ["--all"], "[flags]"],
    ["no names", ["--environment"], "[flags]"],
    ["words after the names", ["--environment", "prod", "staging"], "[flags]"],
    ["an environment that is not there", ["--environment", "prod,prdo"], "[unknown-environment]"],
    ["an environment without a built image", ["--environment", "dev"], "[image-not-built]"],
  ])("refuses %s", (_, words, code) => {
    consistency(words);
    expect(process.exitCode).toBe(1);
    expect(printed).toMatch(/^1 problem, nothing was compared:\n/);
    expect(printed).toContain(code);
  });

  it("asks which environment this machine runs", () => {
    run(both, { outdir: folder.path, args: ["consistency"] });
    expect(process.exitCode).toBe(1);
    expect(printed).toContain("[local-missing]");
  });

  it("refuses a local environment that is not there", () => {
    consistency([], { local: "laptop" });
    expect(printed).toMatch(/run {2}local +\[unknown-environment\]/);
  });

  it("does not take one environment, held against nothing, for consistent", () => {
    consistency([], {}, () => [program("dev")]);
    expect(process.exitCode).toBe(1);
    expect(printed).toContain("[nothing-to-compare]");
  });

  it("does not take an environment without images of ours for consistent", () => {
    consistency([], {}, () => [program("dev"), program("prod", false)]);
    expect(process.exitCode).toBe(1);
    expect(printed).toContain("[nothing-to-compare]");
  });

  it("says which programs of this machine it misses", () => {
    process.env["PATH"] = folder.path;
    consistency([]);
    expect(process.exitCode).toBe(1);
    expect(printed).toContain("[tool-missing]");
    expect(printed).toContain("[tool-missing]");
  });
});
