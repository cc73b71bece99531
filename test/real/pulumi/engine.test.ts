import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import { counts } from "./plane/events";
import { policyPack } from "./plane/policy-pack";
import { project, type Temporary } from "./plane/project";
import { providerName } from "./plane/provider";
import { type Operation, PulumiEngine } from "./plane/pulumi-engine";

const NAME = "shop";
const PROGRAM = join(__dirname, "engine-program.cjs");
const address = (kind: string, apiVersion = "v1") => ({ apiVersion, kind, metadata: { name: NAME, namespace: NAME } });
/** The choices of the third run; later ones build on it. */
const THIRD = { message: "third", enableConfigMapMutable: true };
const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: NAME } };

let plane: ControlPlane;
let engine: PulumiEngine;
let program: Temporary;

beforeAll(async () => {
  plane = await controlPlane({ kwok: true });
  engine = new PulumiEngine(plane);
  program = project("engine", PROGRAM);
  await engine.run(["stack", "init", "test"], program);
});

afterAll(async () => {
  await engine?.close();
  program?.remove();
  await plane?.stop();
});

const operate = (words: readonly string[], choices: Readonly<Record<string, unknown>> = {}): Promise<Operation> =>
  engine.operate(words, { cwd: program.cwd, env: { PROGRAM: JSON.stringify(choices) } });

/** What a run changed, or what the engine said where it failed. */
const changed = (operation: Operation): unknown =>
  operation.code === 0 ? counts(operation) : operation.diagnostics.filter(({ severity }) => severity === "error");

const message = async (): Promise<unknown> =>
  (await plane.client.get<{ data: { message: string } }>(address("ConfigMap"))).body.data?.message;

describe(`pulumi with ${providerName}`, () => {
  it("shows in a preview what is coming, and changes nothing", async () => {
    expect(changed(await operate(["preview"]))).toEqual({ create: 5 });
    expect((await plane.client.get(namespace)).status).toBe(404);
  });

  it("creates what the program declares, and waits for its pods", async () => {
    expect(changed(await operate(["up"]))).toEqual({ create: 5 });
    const { stdout } = await engine.run(["stack", "output", "ready"], program);
    expect(stdout.trim()).toBe("2");
  });

  it("changes nothing by a second run", async () => {
    expect(changed(await operate(["up"]))).toEqual({});
  });

  it("keeps the content of a Secret out of its state", async () => {
    const state = JSON.stringify(await engine.resources(program));
    const plain = ["planted-secret", Buffer.from("planted-secret").toString("base64")];
    expect(plain.filter((text) => state.includes(text))).toEqual([]);
  });

  it("says in a preview that other data replace a ConfigMap", async () => {
    const { steps } = await operate(["preview"], { message: "other" });
    const seen = steps.filter(({ op }) => op !== "same").map(({ op, changed: paths }) => [op, paths]);
    expect(seen).toEqual([
      ["delete-replaced", []],
      ["replace", ["data.message"]],
      ["create-replacement", ["data.message"]],
    ]);
    expect(await message()).toBe("hello");
  });

  it("replaces the ConfigMap", async () => {
    const operation = await operate(["up"], { message: "other" });
    expect(changed(operation)).toEqual({ "delete-replaced": 1, replace: 1, "create-replacement": 1 });
    expect(await message()).toBe("other");
  });

  it("updates the ConfigMap where the provider lets it change", async () => {
    const operation = await operate(["up"], THIRD);
    expect(changed(operation)).toEqual({ update: 2 });
    expect(await message()).toBe("third");
  });

  it("refuses in a preview, with the server's words, what the server refuses", async () => {
    const { code, diagnostics } = await operate(["preview"], { ...THIRD, replicas: -1 });
    expect(code).not.toBe(0);
    expect(diagnostics.map((said) => said.message).join()).toContain(
      "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
    );
  });
});

describe("a policy pack", () => {
  it("stops a run whose program breaks a mandatory rule, before anything is made", async () => {
    const pack = policyPack(join(__dirname, "engine-pack"));
    const { code, violations } = await operate(["up", "--policy-pack", pack.cwd], { ...THIRD, replicas: 1 });
    pack.remove();
    expect(code).not.toBe(0);
    expect(violations.map(({ policyName, message: said }) => [policyName, said.trim()])).toEqual([
      ["three-replicas", "A Deployment has three replicas.\ngot 1"],
    ]);
  });
});

describe(`drift, with ${providerName}`, () => {
  const patch = [
    "patch",
    "configmap",
    NAME,
    `--namespace=${NAME}`,
    "--type=merge",
    '--patch={"data":{"message":"drifted"}}',
  ];

  it("is not seen without a refresh", async () => {
    expect((await plane.kubectl(patch)).code).toBe(0);
    expect(changed(await operate(["preview"], THIRD))).toEqual({});
  });

  it("is repaired with one", async () => {
    const { code, steps } = await operate(["up", "--refresh"], THIRD);
    expect({ code, updated: steps.filter(({ op }) => op === "update").map(({ changed: paths }) => paths) }).toEqual({
      code: 0,
      updated: [["data.message"]],
    });
    expect(await message()).toBe("third");
  });
});

describe(`the end of a stack, with ${providerName}`, () => {
  it("leaves nothing in the cluster and in the state", async () => {
    const { code, steps } = await operate(["destroy"]);
    expect({ code, deleted: steps.filter(({ op }) => op === "delete").length }).toEqual({ code: 0, deleted: 5 });
    expect((await plane.client.get(namespace)).status).toBe(404);
    expect(await engine.resources(program)).toEqual([]);
  });

  it("leaves no process", () => {
    expect(engine.processes()).toEqual([]);
  });
});

describe(`an object that is there already, with ${providerName}`, () => {
  const taken = { name: "taken" };

  it("is refused", async () => {
    await plane.client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "taken" } });
    const { code, diagnostics } = await operate(["up"], taken);
    expect(code).not.toBe(0);
    expect(diagnostics.map((said) => said.message).join()).toContain('namespaces "taken" already exists');
  });

  it("is taken over where the provider may", async () => {
    expect(changed(await operate(["up"], { ...taken, upsertExistingObjects: true }))).toEqual({ create: 4, update: 1 });
  });
});
