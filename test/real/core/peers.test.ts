import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ConfigMap, HorizontalPodAutoscaler } from "cdk8s-plus-27";
import { compilerRefusals, markedRefusals } from "../../../scripts/peers/compiler";
import { template } from "../../../scripts/peers/helm";
import type { Input } from "../../../scripts/peers/input";
import { measure, serverRefusal } from "../../../scripts/peers/measure";
import type { Made } from "../../../scripts/peers/outcome";
import { page } from "../../../scripts/peers/page";
import { cronJob, deployment, ingress, synthesize } from "../../../scripts/peers/plus";
import { controlPlane, type ControlPlane } from "../control-plane";

const START_MS = 120_000;
const MEASURE_MS = 600_000;
const INGRESS = "ingress: { enabled: true, hosts: [{ host: a.example.test, paths: [{ path: /, pathType: Prefix }] }] }";

const GOOD_PROGRAMS: readonly (readonly [string, Input["plus"]])[] = [
  ["a service", (chart) => deployment(chart).exposeViaService({ name: "bad" })],
  ["an Ingress", (chart) => ingress(chart, "a.example.test", "/")],
  ["a CronJob", (chart) => cronJob(chart, {})],
  ["a ConfigMap", (chart) => new ConfigMap(chart, "Bad", { data: { A: "x" } })],
  ["an autoscaler", (chart) => new HorizontalPodAutoscaler(chart, "A", { target: deployment(chart), maxReplicas: 3 })],
];
const GOOD_VALUES = [
  "",
  INGRESS,
  "cronJob: { enabled: true }",
  "config: { A: x }",
  "autoscaling: { enabled: true }",
  "command: [sh]\nenv: [{ name: A, value: x }]\nstrategy: { type: Recreate }",
  "minReadySeconds: 1\nprogressDeadlineSeconds: 2",
];

let plane: ControlPlane;
let folder: string;
let fresh: string;

beforeAll(async () => {
  plane = await controlPlane();
  folder = mkdtempSync(join(tmpdir(), "peers-"));
}, START_MS);

afterAll(async () => {
  await plane?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

/** Why the tool or the server refuses; empty when neither does. */
async function refusal(made: Made): Promise<string> {
  return "refused" in made ? made.refused : serverRefusal(plane, made.file);
}

describe("the table of peers", () => {
  beforeAll(async () => {
    fresh = page(await measure(plane, folder));
  }, MEASURE_MS);

  it("is what the programs do; npm run peers writes it anew", () => {
    expect(readFileSync(join(__dirname, "../../../docs/peers.md"), "utf8")).toBe(fresh);
  });

  it.each(GOOD_PROGRAMS)("would have no refusal for %s of cdk8s-plus without a mistake", async (_, declare) => {
    expect(await refusal(synthesize(declare, join(folder, "good")))).toBe("");
  });

  it.each(GOOD_VALUES)("would have no refusal for values of Helm without a mistake: %s", async (values) => {
    expect(await refusal(template(folder, values))).toBe("");
  });
});

it(
  "finds with the compiler what the programs of the peers mark, and nothing else",
  () => {
    const found = compilerRefusals().map(({ no, input, tool }) => ({ no, input, tool }));
    expect(found).toEqual(markedRefusals());
  },
  START_MS,
);
