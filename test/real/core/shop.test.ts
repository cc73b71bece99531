import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import { addressText, type KubeObject } from "../plane/kube-object";
import { remaining, waitFor } from "../plane/wait-for";
import { installCrds } from "./crds";
import { current, remove } from "./live";
import { environmentsIn, readFolder } from "./manifests";
import { idleWorkloads } from "./workloads";

const SHOP = resolve(__dirname, "../../golden/shop");
const CREATED = 201;
const QUIET_MS = 3_000;

let plane: ControlPlane;

beforeAll(async () => {
  plane = await controlPlane({ kwok: true });
  await installCrds(plane.client);
});

afterAll(() => plane?.stop());

function versions(objects: readonly KubeObject[]): Record<string, string | undefined> {
  return Object.fromEntries(objects.map((object) => [addressText(object), object.metadata.resourceVersion]));
}

/** The resource versions once no controller has written a status for three seconds: longer than the autoscaler's round. */
async function settledVersions(objects: readonly KubeObject[]): Promise<Record<string, string | undefined>> {
  let last = "";
  return waitFor("statuses at rest", async () => {
    const seen = versions(await current(plane.client, objects));
    if (JSON.stringify(seen) === last) return seen;
    last = JSON.stringify(seen);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    return undefined;
  });
}

describe.each(environmentsIn(SHOP))("the shop in %s", (environment) => {
  const objects = readFolder(join(SHOP, environment, "shop"));

  it("keeps each namespace to Pod Security restricted", () => {
    const namespaces = objects.filter(({ kind }) => kind === "Namespace");
    const enforced = namespaces.map(({ metadata }) => metadata.labels?.["pod-security.kubernetes.io/enforce"]);
    expect(new Set(enforced)).toEqual(new Set(["restricted"]));
  });

  it("is admitted, object by object, without a warning", async () => {
    const answers: string[] = [];
    for (const object of objects) {
      const { status, message, warnings } = await plane.client.apply(object);
      answers.push([addressText(object), status, message, ...warnings].filter(Boolean).join(" "));
    }
    expect(answers).toEqual(objects.map((object) => `${addressText(object)} ${CREATED}`));
  });

  it("runs as many ready pods as it declares", async () => {
    expect(await remaining(async () => idleWorkloads(await current(plane.client, objects)))).toEqual([]);
  });

  it("stays as it is when it is applied again", async () => {
    const before = await settledVersions(objects);
    const again: KubeObject[] = [];
    for (const object of objects) again.push((await plane.client.apply(object)).body);
    expect(versions(again)).toEqual(before);
  });

  it("goes away whole", async () => {
    expect(await remove(plane.client, objects)).toEqual([]);
  });
});
