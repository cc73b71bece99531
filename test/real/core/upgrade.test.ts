import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import type { KubeObject } from "../plane/kube-object";
import { installCrds } from "./crds";
import { remove } from "./live";
import { PLANTED } from "./upgrade/planted";
import { earlierShop, LAST_ENVIRONMENTS, lastShop, thisShop } from "./upgrade/releases";
import { disks } from "./upgrade/disks";
import { upgrade, type Upgraded } from "./upgrade/upgrade";

let plane: ControlPlane;
let installed: readonly KubeObject[] = [];

beforeAll(async () => {
  plane = await controlPlane({ kwok: true });
  await installCrds(plane.client);
  for (const object of disks("fast", 3)) await plane.client.apply(object);
});

afterEach(async () => {
  expect(await remove(plane.client, installed)).toEqual([]);
});

afterAll(() => plane?.stop());

function upgraded(previous: readonly KubeObject[], next: readonly KubeObject[]): Promise<Upgraded> {
  installed = [...previous, ...next];
  return upgrade(plane.client, previous, next);
}

describe("the shop of the last release", () => {
  it.each(LAST_ENVIRONMENTS)("becomes this one in %s, as if it were made afresh", async (environment) => {
    const { faults } = await upgraded(lastShop(environment), thisShop(environment));
    expect(faults).toEqual([]);
  });
});

describe("an earlier shop", () => {
  it("with other images, configuration and scaling and one service more becomes this one", async () => {
    const { faults, pruned, kept } = await upgraded(earlierShop(), thisShop("prod"));
    expect(faults).toEqual([]);
    expect(pruned).toEqual(
      expect.arrayContaining(["Deployment/shop/legacy", expect.stringMatching("Job/shop/storefront-migrate-")]),
    );
    expect(kept).toEqual(expect.arrayContaining([expect.stringMatching("ConfigMap/shop/storefront-config-")]));
  });
});

describe("an upgrade that changes the", () => {
  it.each(PLANTED)("$title is seen at $object", async ({ object, field, previous, next }) => {
    const { faults } = await upgraded(previous, next);
    expect(faults.filter((line) => !line.startsWith(object))).toEqual([]);
    expect(faults).toContainEqual(expect.stringContaining(` ${field}`));
  });
});
