import { mkdtempSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildSync } from "esbuild";
import bundle from "../../../scripts/bundle.cjs";
import { AppChart, Environment, GantryApp, RawObject } from "../../../app";
import { controlPlane, type ControlPlane } from "../control-plane";
import { policyPack } from "./plane/policy-pack";
import { project, removable, type Temporary } from "./plane/project";
import { providerName } from "./plane/provider";
import { PulumiEngine } from "./plane/pulumi-engine";
import { byDigest } from "./rules/rules";

const PACKAGES = resolve(__dirname, "../../../node_modules");

let plane: ControlPlane;
let engine: PulumiEngine;
let program: Temporary;
let pack: Temporary;

beforeAll(async () => {
  plane = await controlPlane();
  engine = new PulumiEngine(plane);
  program = project("policies", join(__dirname, "engine-program.cjs"));
  pack = packOf(join(__dirname, "rules/pack.ts"));
  await engine.run(["stack", "init", "test"], program);
});

afterAll(async () => {
  await engine?.close();
  program?.remove();
  pack?.remove();
  await plane?.stop();
});

/** The folder that `--policy-pack` names: what somebody would write beside their rules. */
function packOf(source: string): Temporary {
  const folder = mkdtempSync(join(PACKAGES, ".run-"));
  buildSync(bundle(source, join(folder, "index.cjs")));
  const about = { name: "shop-rules", version: "1.0.0", main: "index.cjs" };
  writeFileSync(join(folder, "package.json"), JSON.stringify(about));
  const made = policyPack(folder);
  return { cwd: made.cwd, remove: () => (made.remove(), removable(folder).remove()) };
}

/** What synthesis says of the same Deployment, declared with Gantry. */
function inSynthesis(image: string): readonly string[] {
  const environment = Environment.of("test", { stage: "development", kubernetes: "1.35" });
  const app = new GantryApp({ environment });
  app.policy(byDigest);
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  const labels = { app: "shop" };
  const template = { metadata: { labels }, spec: { containers: [{ name: "main", image }] } };
  const spec = { selector: { matchLabels: labels }, template };
  const object = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "shop" }, spec };
  new RawObject(chart, "Program", object);
  const { problems } = app.render();
  return problems
    .filter(({ code }) => code === "policy:by-digest")
    .map(({ field, got, allowed, fix }) => `${field}: got ${got}, need ${allowed}\nfix: ${fix}`);
}

describe(`a rule of Gantry as a policy pack, with ${providerName}`, () => {
  it("stops a program that knows nothing of Gantry, with the words of synthesis, before anything is made", async () => {
    const { code, violations } = await engine.operate(["up", "--policy-pack", pack.cwd], program);
    expect(code).not.toBe(0);
    const said = violations.map(({ message }) => message.trim());
    const expected = inSynthesis("registry.example.test/program:1");
    expect(expected).toHaveLength(1);
    expect(said).toEqual([expect.stringContaining(expected[0]!)]);
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "shop", namespace: "shop" } };
    expect((await plane.client.get(deployment)).status).toBe(404);
  });
});
