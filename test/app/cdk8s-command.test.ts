import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { put, temporaryFolder, textsIn } from "../support/folder";
import { FIXTURE_LOCK } from "../support/shop";

const ROOT = join(__dirname, "../..");
const SKELETON = [
  "package.json",
  "cdk8s.yaml",
  "app",
  "constructs",
  "lib",
  "stacks",
  "targets",
  "scripts",
  "go",
  "examples/services",
];
const LIMIT = 30_000;

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder.path, ...path);

beforeEach(() => {
  for (const one of SKELETON) cpSync(join(ROOT, one), at(one), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), at("node_modules"));
  writeFileSync(at("images.lock.json"), JSON.stringify(FIXTURE_LOCK));
});

function run(program: string, ...args: string[]) {
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: "false" };
  return spawnSync(process.execPath, [program, ...args], { cwd: folder.path, env, encoding: "utf8" });
}

const cdk8sSynth = () => run(at("node_modules/cdk8s-cli/bin/cdk8s"), "synth");
const npmRunSynth = () => run("scripts/run.mjs", "stacks/main.ts");

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(at(file), "utf8");
  expect(text).toContain(from);
  writeFileSync(at(file), text.replace(from, to));
}

describe("the cdk8s command", () => {
  it(
    "writes what our own command writes, and finds a copy in its own folder",
    () => {
      expect(npmRunSynth()).toMatchObject({ status: 0 });
      const expected = textsIn(at("dist"));
      rmSync(at("dist"), { recursive: true });
      expect(cdk8sSynth()).toMatchObject({ status: 0 });
      expect(Object.keys(expected)).toContain("prod/shop/deployment.storefront.yaml");
      expect([textsIn(at("dist")), textsIn(at(".cdk8s"))]).toEqual([expected, expected]);
    },
    LIMIT,
  );

  it(
    "loses and changes nothing of what is there when the program is wrong",
    () => {
      expect(npmRunSynth()).toMatchObject({ status: 0 });
      put(at("dist/prod/shop/stranger.yaml"), "mine: true\n");
      put(at("dist/notes.txt"), "mine as well\n");
      const before = textsIn(at("dist"));
      edit("stacks/storefront.ts", "scaling: env.scaling", "scaling: { min: 1 }");
      const { status, stderr } = cdk8sSynth();
      expect(textsIn(at("dist"))).toEqual(before);
      expect(status).not.toBe(0);
      expect(stderr).toContain("4 problems, nothing was written:");
      expect(stderr).toMatch(/prod\/shop\/Storefront {2}scaling\.min +\[replicas-too-few\]/);
      expect(stderr).toMatch(/at \S*stacks\/storefront\.ts:\d+/);
    },
    LIMIT,
  );

  it(
    "is refused a folder that it would delete before the program starts",
    () => {
      edit("cdk8s.yaml", "output: .cdk8s", "output: dist");
      const { status, stderr } = cdk8sSynth();
      expect(status).not.toBe(0);
      expect(stderr).toContain("[output-folder]");
      expect(stderr).toContain("fix: output: .cdk8s");
    },
    LIMIT,
  );
});
