import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CANARY, DOORS, LOOKS, plantings, valuePlantings } from "../../support/canaries";
import { told } from "../../support/told";

const ROOT = resolve(__dirname, "../../..");
const figures = { planted: 0, leaked: 0, processes: 0 };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-secrets-"));
});

afterAll(() => {
  console.log("secrets", figures);
  rmSync(folder, { recursive: true, force: true });
});

/** How many of the declarations let the canary out, by their numbers. */
function leaks(plant: ReturnType<typeof plantings>): number[] {
  const found = plant.flatMap((declare, index) =>
    told((chart) => declare(chart, "Web")).includes(CANARY) ? [index] : [],
  );
  figures.planted += plant.length;
  figures.leaked += found.length;
  return found;
}

describe.each(Object.entries(LOOKS))("%s", (_, text) => {
  it.each(DOORS)("reaches no file and no message from any prop of a $name", (door) => {
    const plant = plantings(door, text);
    expect(plant.length).toBeGreaterThan(300);
    expect(leaks(plant)).toEqual([]);
  });

  it("reaches no file and no message from any value type", () => {
    expect(leaks(valuePlantings(text))).toEqual([]);
  });
});

const HEAD = `import { AppChart, Environment, GantryApp, ImageRef, run } from "gantry-cdk";
import { DOORS, LOOKS, plantings } from ${JSON.stringify(join(ROOT, "test/support/canaries"))};
const app = new GantryApp({ environment: Environment.of("prod", { stage: "production", kubernetes: "1.36" }) });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
`;

/** Runs a program as `npm run synth` does; gives back what it said, and the files that it left. */
function process(text: string): { readonly status: number | null; readonly said: string; readonly files: string[] } {
  const home = mkdtempSync(join(folder, "home-"));
  writeFileSync(join(home, "main.ts"), HEAD + text);
  const { status, stdout, stderr } = spawnSync(
    globalThis.process.execPath,
    [join(ROOT, "scripts/run.mjs"), "main.ts"],
    {
      cwd: home,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  figures.processes += 1;
  return { status, said: stdout + stderr, files: readdirSync(home) };
}

describe("a process whose program is full of secrets", () => {
  it.each(Object.keys(LOOKS))("ends with 1, writes nothing and says none of them: %s", (look) => {
    const { status, said, files } = process(`
DOORS.forEach((door, d) => plantings(door, LOOKS[${JSON.stringify(look)}]).forEach((plant, p) => plant(chart, \`Web\${d}x\${p}\`)));
run(() => [app], { outdir: "dist" });`);
    expect({ status, files, hasProblems: said.includes("literal-secret"), isSaid: said.includes(CANARY) }).toEqual({
      status: 1,
      files: ["main.ts"],
      hasProblems: true,
      isSaid: false,
    });
  });

  it.each([
    ["in front of run", (line: string) => `${line}\nrun(() => [app], { outdir: "dist" });`],
    ["inside of run", (line: string) => `run(() => (${line}, [app]), { outdir: "dist" });`],
  ])("says none of them when a value type throws %s", (_, around) => {
    const { status, said } = process(around(`ImageRef.pinned(LOOKS["a URL with a password"]!)`));
    expect({ status, isRefused: said.includes("image-reference"), isSaid: said.includes(CANARY) }).toEqual({
      status: 1,
      isRefused: true,
      isSaid: false,
    });
  });
});
