import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { cacheFolder, CacheRefused, MissingTool, toolFolder, toolProgram, toolVersion } from "../tools/cache";
import { TOOLS, toolsOf } from "../tools/catalogue";

const before = process.env.GANTRY_CACHE;
let empty: string;

beforeEach(() => {
  empty = mkdtempSync(join(tmpdir(), "gantry-cache-"));
  process.env.GANTRY_CACHE = empty;
});

afterEach(() => {
  rmSync(empty, { recursive: true });
  if (before === undefined) delete process.env.GANTRY_CACHE;
  else process.env.GANTRY_CACHE = before;
});

describe("the cache of tools", () => {
  it.each([
    ["an empty path", ""],
    ["a relative path", "cache/tools"],
    ["the root", "/"],
    ["a folder at the root", "/cache"],
    ["the source tree", resolve(__dirname, "../../..")],
    ["a folder in the source tree", __dirname],
  ])("refuses %s", (_, path) => {
    process.env.GANTRY_CACHE = path;
    expect(cacheFolder).toThrow(CacheRefused);
  });

  it("refuses a folder that something else has filled", () => {
    writeFileSync(join(empty, "letter.txt"), "");
    expect(cacheFolder).toThrow("holds something else");
  });

  it("tells how to build a tool that is missing", () => {
    expect(() => toolProgram("etcd")).toThrow(MissingTool);
    expect(() => toolProgram("etcd")).toThrow("npm run real:tools -- core");
  });
});

describe("a tool", () => {
  it.each(toolsOf("all").filter((name) => "module" in TOOLS[name]))("%s has the version of its go.mod", (name) => {
    expect(toolVersion(name)).toMatch(/^v\d+\.\d+\.\d+$/);
  });

  it.each(toolsOf("all"))("%s has one place in the cache", (name) => {
    expect(toolFolder(name)).toMatch(new RegExp(`^${empty}/${name}-[0-9a-f]{16}$`));
  });
});
