import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const ROOT = join(__dirname, "../..");
const PEERS = ["cdk8s", "constructs"];
/** Only for those who import them. */
const OPTIONAL = ["@pulumi", "js-yaml"];
/** Of a dashboard. */
const DEPENDENCIES = ["@grafana", "tslib"];

let project = "";
let packed: readonly string[] = [];

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "package-"));
  execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs")]);
  const output = execFileSync("npm", ["pack", "--json", "--pack-destination", project], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const [tarball] = JSON.parse(output) as [{ filename: string; files: { path: string }[] }];
  packed = tarball.files.map(({ path }) => path).sort();
  const home = join(project, "node_modules/gantry-cdk");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", join(project, tarball.filename), "-C", home, "--strip-components=1"]);
  for (const name of [...PEERS, ...OPTIONAL, ...DEPENDENCIES])
    symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
}, 60_000);

afterAll(() => rmSync(project, { recursive: true }));

const PROGRAM = `
const app = new GantryApp({ environment: Environment.of("prod", { kubernetes: "1.35", stage: "development" }) });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
const image = ImageRef.tagged("registry.example.test/shop/web:1.0");
`;
const NAMES = "AppChart, Environment, GantryApp, GoService, ImageRef";
const CJS = `const { ${NAMES} } = require("gantry-cdk");\n${PROGRAM}`;
const ESM = `import { ${NAMES} } from "gantry-cdk";\n${PROGRAM}`;
const SOUND = 'new GoService(chart, "Web", { image });';

function run(file: string, text: string) {
  writeFileSync(join(project, file), text);
  return spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
}

function compile(files: Readonly<Record<string, string>>, options: Readonly<Record<string, unknown>>): string {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text);
  const compilerOptions = { target: "ES2022", lib: ["ES2023"], types: [], strict: true, noEmit: true, ...options };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  return spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc")], {
    cwd: project,
    encoding: "utf8",
  }).stdout;
}

describe("the package", () => {
  it("holds what a consumer needs, and nothing else", () => {
    const build =
      /^build\/(?:(?:index|pulumi|policy)\.(?:js|mjs|d\.mts)|gantry\.js|chunk-[A-Z0-9]+\.js|types\/(?:app|constructs|lib|policy|targets)\/.+\.d\.ts)$/;
    expect(packed.filter((file) => !build.test(file))).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "package.json",
    ]);
  });

  it("renders from CommonJS", () => {
    const { stdout } = run("program.cjs", `${CJS}${SOUND}\nconsole.log(app.synthYaml());`);
    expect(stdout).toContain("kind: Deployment");
  });

  it("renders from an ES module", () => {
    const { stdout } = run("program.mjs", `${ESM}${SOUND}\nconsole.log(app.synthYaml());`);
    expect(stdout).toContain("kind: Deployment");
  });

  it.each([
    ["cjs", CJS],
    ["mjs", ESM],
  ])("renders a dashboard from a program of the kind %s", (kind, text) => {
    const service = `new GoService(chart, "Web", {
      image, slo: [Slo.availability(99.9)], alerts: { runbooks: "https://wiki.example.test" },
    });`;
    const program = `${text.replace(NAMES, `Slo, ${NAMES}`)}${service}\nconsole.log(app.synthYaml());`;
    expect(run(`dashboard.${kind}`, program).stdout).toContain("grafana_dashboard");
  });

  it("applies what it renders with Pulumi, by an entry point of its own", () => {
    const { stdout } = run(
      "pulumi.cjs",
      `const { GantryChart } = require("gantry-cdk/pulumi");\n${CJS.replace(NAMES, `ValidationError, ${NAMES}`)}
      try { new GantryChart("other", { app }); } catch (error) { console.log(error instanceof ValidationError, error.message); }`,
    );
    expect(stdout).toMatch(/^true 2 problems, nothing was applied:/);
  });

  it("has a command for pipelines, which loads nothing of Pulumi", () => {
    const json = JSON.stringify({ steps: [], changeSummary: {} });
    const gantry = (words: readonly string[], stdin: string) =>
      spawnSync(process.execPath, ["node_modules/gantry-cdk/build/gantry.js", ...words], {
        cwd: project,
        encoding: "utf8",
        input: stdin,
      });
    expect(gantry(["preview-comment", "shop/prod"], json).stdout).toContain("<!-- gantry-preview shop/prod -->");
    expect(gantry(["drift"], json)).toMatchObject({ status: 0, stdout: "0 drifted, 0 as they were\n" });
    expect(gantry(["drift"], "nonsense")).toMatchObject({ status: 2, stdout: "" });
    expect(gantry([], "")).toMatchObject({ status: 2, stderr: expect.stringContaining("gantry drift") });
  });

  it("does not load Pulumi for those who synthesise", () => {
    const loaded = "Object.keys(require.cache).filter((file) => file.includes('@pulumi')).length";
    expect(run("loaded.cjs", `require("gantry-cdk");\nconsole.log(${loaded});`).stdout).toBe("0\n");
  });

  it("gives CommonJS and ES modules the same objects under the same names", () => {
    const { stdout } = run(
      "same.mjs",
      `import { createRequire } from "node:module";
      import * as esm from "gantry-cdk";
      const cjs = createRequire(import.meta.url)("gantry-cdk");
      const names = new Set([...Object.keys(esm), ...Object.keys(cjs)]);
      console.log(names.size > 20, [...names].filter((name) => esm[name] !== cjs[name] || cjs[name] === undefined));`,
    );
    expect(stdout).toBe("true []\n");
  });

  it("names classes as they are called", () => {
    const { stdout } = run("name.cjs", 'console.log(require("gantry-cdk").Size.name);');
    expect(stdout).toBe("Size\n");
  });

  it("reports the consumer's line", () => {
    const { stderr } = run("typo.cjs", `${CJS}new GoService(chart, "Web", { imgae: image });\napp.synth();`);
    expect(stderr).toContain("at typo.cjs:6\n");
  });

  it("has types for CommonJS and ES modules under node16", () => {
    const wrong = '// @ts-expect-error: "imgae" is no prop\nnew GoService(chart, "Bad", { imgae: image });';
    const files = { "a.cts": `${ESM}${SOUND}\n${wrong}`, "b.mts": `${ESM}${SOUND}\n${wrong}` };
    expect(compile(files, { module: "node16", skipLibCheck: false })).toBe("");
  }, 30_000);

  it("has types for a bundler", () => {
    const options = { module: "esnext", moduleResolution: "bundler", skipLibCheck: false };
    expect(compile({ "c.ts": `${ESM}${SOUND}` }, options)).toBe("");
  }, 30_000);
});
