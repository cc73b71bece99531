import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Manifest } from "../../../lib/rendered";
import { clusterImagePolicy, imageValidatingPolicy } from "../../../targets/trust";
import type { ImagePolicy } from "../../../targets/trust/image-policy";
import { key, keyless, kms, unloggedKey } from "../../lib/trust/signers";
import { controlPlane, type ControlPlane } from "../control-plane";
import { readManifests } from "../core/manifests";
import type { KubeObject } from "../plane/kube-object";
import { waitFor } from "../plane/wait-for";
import { toolFiles } from "../tools/cache";

/* Real: the API server, and the definitions of Kyverno 1.19.1 and policy-controller 0.13.1. Their controllers don't run here. */
const PRESENT = 200;
const REPOSITORIES = ["registry.example.test/shop/mailer", "registry.example.test/shop/storefront"];

let plane: ControlPlane;

beforeAll(async () => {
  plane = await controlPlane();
  const definitions = toolFiles("policies").flatMap(readManifests).map(withoutConversion);
  for (const definition of definitions) expect(await plane.client.apply(definition)).toMatchObject({ message: "" });
  const probes = [clusterImagePolicy, imageValidatingPolicy].map((form) => form(policy("probe", keyless)));
  await waitFor("the kinds of the policies", async () => {
    const replies = await Promise.all(probes.map((probe) => plane.client.apply(probe, { dryRun: true })));
    return replies.every(({ message }) => message === "");
  });
});

afterAll(() => plane?.stop());

/** policy-controller converts between its versions itself; it is not there, and what we write is the same in both. */
function withoutConversion(definition: KubeObject): KubeObject {
  const { spec } = definition as unknown as { spec: object };
  return { ...definition, spec: { ...spec, conversion: { strategy: "None" } } };
}

function policy(name: string, signer: ImagePolicy["signer"]): ImagePolicy {
  return { name, repositories: REPOSITORIES, namespaces: ["shop"], signer };
}

describe("an API server with the definitions of the controllers", () => {
  it.each([
    ["kyverno-identity", imageValidatingPolicy(policy("kyverno-identity", keyless))],
    ["kyverno-key", imageValidatingPolicy(policy("kyverno-key", key))],
    ["kyverno-unlogged", imageValidatingPolicy(policy("kyverno-unlogged", unloggedKey))],
    ["kyverno-service", imageValidatingPolicy(policy("kyverno-service", kms))],
    ["controller-identity", clusterImagePolicy(policy("controller-identity", keyless))],
  ])("takes %s without a warning, and keeps it as it is", async (_, manifest) => {
    expect(await plane.client.apply(manifest)).toMatchObject({ message: "", warnings: [] });
    const { status, body } = await plane.client.get<Manifest>(manifest);
    expect([status, body["spec"]]).toEqual([PRESENT, expect.objectContaining(manifest["spec"] as object)]);
  });

  it.each([imageValidatingPolicy(policy("typo", keyless)), clusterImagePolicy(policy("typo", keyless))])(
    "refuses a field that a $kind does not have",
    async (manifest) => {
      const wrong = { ...manifest, spec: { ...(manifest["spec"] as object), attestorz: [] } } as Manifest;
      expect((await plane.client.apply(wrong)).message).toContain("attestorz");
    },
  );
});
