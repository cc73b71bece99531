import { join } from "node:path";
import { afterEach, beforeAll, afterAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import { waitFor } from "../plane/wait-for";
import { counts } from "./plane/events";
import { project, type Temporary } from "./plane/project";
import { providerName } from "./plane/provider";
import { PulumiEngine, type Running } from "./plane/pulumi-engine";

const choices = (program: object) => ({ PROGRAM: JSON.stringify(program) });

let plane: ControlPlane;
let program: Temporary;
let engine: PulumiEngine;

beforeAll(async () => {
  plane = await controlPlane({ kwok: true });
  program = project("engine-end", join(__dirname, "engine-program.cjs"));
});

afterEach(() => engine?.close());

afterAll(async () => {
  program?.remove();
  await plane?.stop();
});

/** A command that waits for pods which no node runs, in a namespace of its own. */
async function waitingRun(name: string): Promise<Running> {
  engine = new PulumiEngine(plane);
  await engine.run(["stack", "init", "test"], program);
  const running = engine.start(["up", "--yes", "--skip-preview"], {
    cwd: program.cwd,
    env: choices({ name, nodeName: "nowhere" }),
  });
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "shop", namespace: name } };
  await waitFor("the Deployment", async () => (await plane.client.get(deployment)).status === 200);
  return running;
}

describe(`a command that is killed, with ${providerName}`, () => {
  it("leaves its provider and its program behind, and close ends them", async () => {
    const running = await waitingRun("killed");
    await running.kill();
    expect(engine.processes().length).toBeGreaterThan(1);
    expect(await engine.close()).toEqual([]);
    expect(engine.processes()).toEqual([]);
  });

  it("leaves a lock, after which another run brings everything up to date", async () => {
    const running = await waitingRun("locked");
    await running.kill();
    const annotations = { "pulumi.com/skipAwait": "true" };
    const again = { name: "locked", nodeName: "nowhere", annotations, upsertExistingObjects: true };
    const options = { cwd: program.cwd, env: choices(again) };
    const locked = await engine.operate(["up"], options);
    expect(locked.code).not.toBe(0);
    expect(locked.stdout + locked.stderr).toContain("the stack is currently locked by 1 lock(s)");
    await engine.run(["cancel", "--yes"], options);
    expect((await engine.operate(["up"], options)).code).toBe(0);
    expect(counts(await engine.operate(["up"], options))).toEqual({});
  });
});

describe("the end of an engine", () => {
  it("ends a command that still runs", async () => {
    const running = await waitingRun("running");
    expect(await engine.close()).toEqual([]);
    expect((await running.ended).code).not.toBe(0);
  });
});
