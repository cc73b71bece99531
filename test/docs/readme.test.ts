import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, fences, printed } from "./fences";

const DOCUMENT = "README.md";
const README = fences(DOCUMENT);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "readme-"));
  for (const { file, text } of README) if (file) writeFileSync(join(folder, file), text);
  run("main.ts");
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("README.md", () => {
  it("lists the files that its service makes", () => {
    const { expected, actual } = printed(DOCUMENT, after("main.ts"), files().join("\n"));
    expect(actual).toBe(expected);
  });

  it("prints the error that its wrong program ends with, and touches no file", () => {
    const before = files();
    const { stderr, status } = run("wrong.ts");
    const { expected, actual } = printed(DOCUMENT, after("wrong.ts"), stderr);
    expect(actual).toBe(expected);
    expect({ status, files: files() }).toEqual({ status: 1, files: before });
  });
});

function run(program: string) {
  return spawnSync(process.execPath, [join(ROOT, "scripts/run.mjs"), program], { cwd: folder, encoding: "utf8" });
}

function files(): string[] {
  const entries = readdirSync(join(folder, "dist/prod/shop"));
  return entries.map((file) => `dist/prod/shop/${file}`).sort();
}

/** The block after a program: what it prints. */
function after(program: string): number {
  return README.findIndex(({ file }) => file === program) + 1;
}
