import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { controlPlane } from "../control-plane";
import { Supervised } from "../plane/supervised";
import { remaining } from "../plane/wait-for";
import { processesIn } from "./processes";
import { namespace } from "./samples";

const PROGRAMS = 5; // supervisor, etcd, API server, controllers, scheduler
const PARENT = resolve(__dirname, "parent.ts");
const TYPESCRIPT = resolve(__dirname, "../typescript.cjs");

/** Starts a process that starts a control plane; resolves with the plane's folder. */
async function parentOfPlane(): Promise<{ process: ReturnType<typeof spawn>; folder: string }> {
  const parent = spawn(process.execPath, ["-r", TYPESCRIPT, PARENT], { stdio: ["pipe", "pipe", "ignore"] });
  const [output] = (await once(parent.stdout, "data")) as [Buffer];
  return { process: parent, folder: output.toString().trim() };
}

/** What is there of a control plane's processes and folder five seconds after its end at the latest. */
async function left(folder: string): Promise<readonly string[]> {
  return remaining(async () => [...processesIn(folder), ...(existsSync(folder) ? [folder] : [])], 5_000);
}

describe("two control planes", () => {
  it("run side by side and share nothing", async () => {
    const [one, two] = await Promise.all([controlPlane(), controlPlane()]);
    await one.client.apply(namespace("only-here"));
    const seen = await Promise.all([one, two].map(({ client }) => client.get(namespace("only-here"))));
    await Promise.all([one.stop(), two.stop()]);
    expect(seen.map(({ status }) => status)).toEqual([200, 404]);
  });
});

describe("the end of a control plane", () => {
  it("leaves no process and no folder after stop", async () => {
    const plane = await controlPlane();
    expect(processesIn(plane.folder)).toHaveLength(PROGRAMS);
    await plane.stop();
    expect({ processes: processesIn(plane.folder), folder: existsSync(plane.folder) }).toEqual({
      processes: [],
      folder: false,
    });
  });

  it("is the same when stop is called twice", async () => {
    const plane = await controlPlane();
    await plane.stop();
    await expect(plane.stop()).resolves.toBeUndefined();
  });

  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)("leaves nothing when its process gets %s", async (signal) => {
    const parent = await parentOfPlane();
    expect(processesIn(parent.folder)).toHaveLength(PROGRAMS);
    parent.process.kill(signal);
    expect(await left(parent.folder)).toEqual([]);
  });

  it("leaves nothing when its process dies of an uncaught error", async () => {
    const parent = await parentOfPlane();
    parent.process.stdin?.end("throw");
    expect((await once(parent.process, "exit"))[0]).toBe(1);
    expect(await left(parent.folder)).toEqual([]);
  });
});

describe("a program that ends by itself", () => {
  it("is reported with its name and the end of its log", async () => {
    const programs = await Supervised.start();
    programs.run("doomed", "kube", ["no-such-part"]);
    await expect(programs.broken).rejects.toThrow('doomed ended: exit code 2\nkube: unknown part "no-such-part"');
    await programs.stop();
  });
});
