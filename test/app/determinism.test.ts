import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { AppChart, GoServiceProps } from "../../app";
import { External, GoService, GoWorker, Resources, SecretRef, Volume } from "../../app";
import { put, temporaryFolder, textsIn } from "../support/folder";
import { IMAGE, render } from "../support/program";

const ROOT = join(__dirname, "../..");
const folder = temporaryFolder();

const PROPS: GoServiceProps = {
  image: IMAGE,
  ports: { http: 8080, grpc: 9000, admin: 9100 },
  config: { LOG_LEVEL: "info", "database.pool": "5", Z: "1" },
  files: { "/etc/b": "1", "/etc/a": "2" },
  secrets: { B: SecretRef.existing("a", "b"), A: SecretRef.existing("a", "a").asFile() },
  volumes: { two: Volume.scratch("/two", "1Mi"), one: Volume.memory("/one", "2Mi") },
  sidecars: { proxy: { image: IMAGE, env: { D: "1", C: "2" }, resources: Resources.small }, agent: { image: IMAGE } },
  podAnnotations: { "example.test/b": "1", "example.test/a": "2" },
  account: { annotations: { "example.test/d": "1", "example.test/c": "2" } },
};

/** The same value with the keys of every plain record in another order. */
function shuffled(value: unknown, seed: number): unknown {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const rank = (key: string) => (key.charCodeAt(0) * seed + key.length * 7 + key.charCodeAt(key.length - 1)) % 13;
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, shuffled(inner, seed)]));
}

const filesOf = (rendered: ReturnType<typeof render>) =>
  Object.fromEntries(rendered.objects.map(({ file, manifest }) => [file, JSON.stringify(manifest)]));

describe("the output", () => {
  it("does not depend on the order in which props were typed", () => {
    const expected = filesOf(render((chart) => new GoService(chart, "Web", PROPS)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const props = shuffled(PROPS, seed) as GoServiceProps;
        expect(filesOf(render((chart) => new GoService(chart, "Web", props)))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("does not depend on the order in which programs were declared", () => {
    const declarations = [
      (chart: AppChart) => new GoService(chart, "Web", { ...PROPS, calls: ["api"] }),
      (chart: AppChart) => new GoService(chart, "Api", { image: IMAGE, calls: ["web"] }),
      (chart: AppChart) =>
        new GoWorker(chart, "Queue", {
          image: IMAGE,
          calls: ["api", "web"],
          needs: [External.tcp("db", "10.0.0.1", 5432)],
        }),
    ];
    const expected = filesOf(render((chart) => declarations.forEach((declare) => declare(chart))));
    fc.assert(
      fc.property(fc.shuffledSubarray(declarations, { minLength: 3 }), (moved) => {
        expect(filesOf(render((chart) => moved.forEach((declare) => declare(chart))))).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });

  it("does not depend on locale, time zone, working folder, or the switches of cdk8s", () => {
    const program = `import { run } from "gantry-cdk";
import { ENVIRONMENTS, fixtureShop } from ${JSON.stringify(join(ROOT, "test/support/shop"))};
run(() => ENVIRONMENTS.map((name) => fixtureShop(name)), { outdir: "dist" });`;
    const outputs = [
      { LC_ALL: "C", LANG: "C", TZ: "UTC" },
      {
        LC_ALL: "tr_TR.UTF-8",
        LANG: "tr_TR.UTF-8",
        TZ: "Pacific/Apia",
        CDK8S_DISABLE_SORT: "1",
        CDK8S_LEGACY_HASH: "1",
        CDK8S_OUTDIR: "elsewhere",
      },
    ].map((env, index) => {
      const home = join(folder.path, `home ${index}`, "x".repeat(index * 30 + 1));
      put(join(home, "program.ts"), program);
      const run = [join(ROOT, "scripts/run.mjs"), "program.ts"];
      execFileSync(process.execPath, run, { cwd: home, env: { PATH: process.env["PATH"], ...env }, stdio: "pipe" });
      return textsIn(join(home, "dist"));
    });
    expect(outputs[1]).toEqual(outputs[0]);
    expect(Object.keys(outputs[0]!).length).toBeGreaterThan(100);
  });
});
