import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import ts from "typescript";
import type { Layer } from "./import-scan";
import { cycles, forbidden, scanImports } from "./import-scan";

const ROOT = join(__dirname, "../..");
const FOLDERS = ["lib", "constructs", "app", "targets", "stacks", "policy", "examples"];
const layers = createRequire(__filename)("../../layers.cjs") as readonly Layer[];

const SOUND = {
  "constructs/x/a.ts": 'import "../../lib/a";',
  "constructs/y/a.ts": "",
  "constructs/two.ts": 'import "./x/a"; import "./y/a";',
  "lib/a.ts": "",
  "stacks/a.ts": "",
};

const PLANTED: readonly [what: string, file: string, text: string, found: string][] = [
  ["lib reaches up", "lib/b.ts", 'import "../constructs/x/a";', "constructs/x/a.ts"],
  ["lib reads the disk", "lib/c.ts", 'import { readFileSync } from "node:fs";', "fs"],
  ["a room enters another room", "constructs/x/b.ts", 'import "../y/a";', "constructs/y/a.ts"],
  ["a front door enters another one", "constructs/one.ts", 'import "./two";', "constructs/two.ts"],
  ["a target meets a construct", "targets/z/a.ts", 'import "../../constructs/two";', "constructs/two.ts"],
  ["a construct needs Pulumi", "constructs/x/c.ts", 'import "@pulumi/pulumi";', "node_modules/@pulumi/pulumi/"],
  ["a stack passes the entry by", "stacks/b.ts", 'import "../lib/a";', "lib/a.ts"],
  ["a type comes from above", "app/a.ts", 'import type { A } from "../stacks/a";', "stacks/a.ts"],
  ["a file has no layer", "examples/deep/a.ts", 'import "gantry-cdk";', "gantry-cdk"],
];

const fixtures: string[] = [];
afterAll(() => fixtures.forEach((folder) => rmSync(folder, { recursive: true })));

function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "layers-"));
  fixtures.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  return folder;
}

describe("the layers", () => {
  const imports = scanImports(ROOT, FOLDERS);

  it("are kept by every import of the tree", () => {
    expect(imports.size).toBeGreaterThan(100);
    expect(forbidden(imports, layers)).toEqual([]);
  });

  it("have no cycle, of types neither", () => {
    expect(cycles(imports)).toEqual([]);
  });

  it("are left alone by sound imports", () => {
    expect(forbidden(scanImports(plant(SOUND), FOLDERS), layers)).toEqual([]);
  });

  it.each(PLANTED)("are broken when %s", (_, file, text, found) => {
    const planted = scanImports(plant({ ...SOUND, [file]: text }), FOLDERS);
    expect(forbidden(planted, layers)).toEqual([`${file} → ${found}`]);
  });

  it("are broken by a cycle of types", () => {
    const planted = plant({ "lib/a.ts": 'import type { B } from "./b";', "lib/b.ts": 'export type { A } from "./a";' });
    expect(cycles(scanImports(planted, FOLDERS))).toEqual([["lib/a.ts", "lib/b.ts", "lib/a.ts"]]);
  });

  it("are broken for dependency-cruiser by the same files", () => {
    const planted = Object.fromEntries(PLANTED.map(([, file, text]) => [file, text]));
    expect(cruise(plant({ ...SOUND, ...planted }))).toEqual(PLANTED.map(([, file]) => file).sort());
  });
});

/** The files in which dependency-cruiser finds an import that a layer forbids. */
function cruise(folder: string): string[] {
  const command = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const options = ["--config", join(ROOT, ".dependency-cruiser.cjs"), "--output-type", "json", "."];
  const { stdout } = spawnSync(process.execPath, [command, ...options], { cwd: folder, encoding: "utf8" });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  const broken = summary.violations.filter(({ rule }) => rule.name.includes("layer"));
  return [...new Set(broken.map(({ from }) => from))].sort();
}

it.each(readdirSync(ROOT).filter((file) => /^tsconfig.*\.json$/.test(file)))(
  "%s sets no baseUrl, which would make our folder the package constructs",
  (file) => {
    const { config } = ts.parseConfigFileTextToJson(file, readFileSync(join(ROOT, file), "utf8")) as {
      config: { compilerOptions: object };
    };
    expect(config.compilerOptions).not.toHaveProperty("baseUrl");
  },
);
