import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { build } from "esbuild";
import { textsIn } from "../../support/folder";
import { nodeProgram } from "../tools/cache";

const ROOT = resolve(__dirname, "../../..");
const GUARD = join(__dirname, "bytes/guard.cjs");
const PROGRAMS = 4 + 50;

interface Place {
  readonly node: number;
  readonly locale: string;
  readonly zone: string;
  readonly folder: string;
  readonly order: "declared" | "reversed";
}

const FIRST: Place = { node: 20, locale: "C", zone: "UTC", folder: "first", order: "declared" };
const OTHERS: readonly Place[] = [
  { node: 20, locale: "tr_TR.UTF-8", zone: "Pacific/Apia", folder: "a folder/with blanks", order: "reversed" },
  { node: 20, locale: "de_DE.UTF-8", zone: "Asia/Kathmandu", folder: "Ünï/日本語", order: "declared" },
  { node: 22, locale: "C", zone: "America/St_Johns", folder: "deep/".repeat(20), order: "reversed" },
  { node: 22, locale: "tr_TR.UTF-8", zone: "UTC", folder: "second", order: "declared" },
  { node: 22, locale: "de_DE.UTF-8", zone: "Pacific/Apia", folder: "third", order: "reversed" },
  { node: 24, locale: "C", zone: "Asia/Kathmandu", folder: "fourth", order: "declared" },
  { node: 24, locale: "tr_TR.UTF-8", zone: "America/St_Johns", folder: "fifth", order: "reversed" },
  { node: 24, locale: "de_DE.UTF-8", zone: "UTC", folder: "sixth", order: "declared" },
];

// A network namespace without any device, where the machine allows it to an ordinary process.
const UNSHARE = ["unshare", "--map-root-user", "--net"];
const isolated = spawnSync(UNSHARE[0]!, [...UNSHARE.slice(1), "true"]).status === 0;

let folder: string;
let bundle: string;
let expected: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "gantry-bytes-"));
  bundle = join(folder, "program.cjs");
  const alias = { "gantry-cdk": join(ROOT, "app/index.ts"), "@jest/globals": join(__dirname, "bytes/no-jest.ts") };
  const entryPoints = [join(__dirname, "bytes/program.ts")];
  const target = { platform: "node", target: "node20", packages: "external", keepNames: true } as const;
  // Where the fixtures of the shop look for its modules, which the bundle is not beside.
  const define = { __dirname: JSON.stringify(join(ROOT, "test/support")) };
  await build({ ...target, entryPoints, alias, define, outfile: bundle, bundle: true });
  expected = output(FIRST);
});

afterAll(() => {
  console.log("bytes", {
    places: OTHERS.length + 1,
    files: Object.keys(expected ?? {}).length,
    networkNamespace: isolated,
  });
  rmSync(folder, { recursive: true, force: true });
});

function start({ node, locale, zone, folder: name, order }: Place, program: string): SpawnSyncReturns<string> {
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  const command = [...(isolated ? UNSHARE : []), nodeProgram(node), "-r", GUARD, program];
  const env = { NODE_PATH: join(ROOT, "node_modules"), LANG: locale, LC_ALL: locale, TZ: zone, GANTRY_ORDER: order };
  return spawnSync(command[0]!, command.slice(1), {
    cwd,
    env: { PATH: process.env["PATH"], ...env },
    encoding: "utf8",
  });
}

function output(place: Place): Record<string, string> {
  const { status, stderr } = start(place, bundle);
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining(" 0 deleted") });
  return textsIn(join(folder, place.folder, "dist"));
}

describe("the shop and fifty fuzzed programs, without network and child processes", () => {
  it("are all there", () => {
    const programs = new Set(
      Object.keys(expected)
        .filter((file) => file.includes("/"))
        .map((file) => file.split("/")[0]),
    );
    expect(programs.size).toBe(PROGRAMS);
  });

  it.each(OTHERS)(
    "are the same bytes with Node $node, locale $locale, zone $zone, in order $order, in $folder",
    (place) => {
      expect(output(place)).toEqual(expected);
    },
  );
});

describe("the places", () => {
  it.each([FIRST, ...OTHERS])("are really others: Node $node, locale $locale, zone $zone", (place) => {
    const probe = join(folder, "probe.cjs");
    writeFileSync(
      probe,
      `console.log(process.versions.node.split(".")[0], new Intl.NumberFormat().resolvedOptions().locale, process.env.TZ)`,
    );
    const locale = place.locale === "C" ? "en-US" : place.locale.slice(0, 5).replace("_", "-");
    const { stdout } = start({ ...place, folder: "probe" }, probe);
    expect(stdout.trim()).toMatch(new RegExp(`^${place.node} ${locale}(?:-u-va-posix)? ${place.zone}$`));
  });
});

describe("the guard", () => {
  it.each([
    ["another process", `require("node:child_process").execFileSync("true")`],
    ["a connection", `require("node:net").connect(1)`],
    ["a request", `require("node:http").get("http://127.0.0.1:1")`],
    ["fetch", `fetch("http://127.0.0.1:1")`],
  ])("ends a program that starts %s", (_, text) => {
    const program = join(folder, "forbidden.cjs");
    writeFileSync(program, text);
    expect(start({ ...FIRST, folder: "guard" }, program).status).toBe(97);
  });
});
