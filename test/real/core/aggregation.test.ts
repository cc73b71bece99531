import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import { selfSigned } from "../plane/certificate";
import type { KubeObject } from "../plane/kube-object";
import { PROXY } from "../plane/programs";
import { waitFor } from "../plane/wait-for";
import { ExtensionServer, GREETING, HOST } from "./extension-server";

interface Conditions extends KubeObject {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
  };
}

let plane: ControlPlane;
let extension: ExtensionServer;

beforeAll(async () => {
  plane = await controlPlane();
  extension = await ExtensionServer.start((await authentication())["requestheader-client-ca-file"]!);
});

afterAll(async () => {
  await extension?.stop();
  await plane?.stop();
});

/** Where Kubernetes tells extension servers whom to trust. */
async function authentication(): Promise<Readonly<Record<string, string>>> {
  const metadata = { name: "extension-apiserver-authentication", namespace: "kube-system" };
  return waitFor("the settings for extension servers", async () => {
    const { body } = await plane.client.get({ apiVersion: "v1", kind: "ConfigMap", metadata });
    return body["data"] as Readonly<Record<string, string>> | undefined;
  });
}

/** Registers the extension; resolves when the API server says this of it. */
async function registered(objects: readonly KubeObject[], status: "True" | "False", words: string): Promise<void> {
  for (const object of objects) await plane.client.apply(object);
  await waitFor(`an extension of which is said ${status}: ${words}`, async () => {
    const { body } = await plane.client.get<Conditions>(objects.at(-1)!);
    const available = body.status?.conditions?.find(({ type }) => type === "Available");
    return available?.status === status && available.message.includes(words);
  });
}

describe("an extension API server", () => {
  it("is not called when its certificate is not the registered one", async () => {
    const { certificate } = selfSigned(HOST);
    const words = "certificate signed by unknown authority";
    const registration = registered(extension.registration(certificate), "False", words);
    await expect(registration).resolves.toBeUndefined();
  });

  it("answers through the API server, which names the user and proves itself", async () => {
    await registered(extension.registration(), "True", "all checks passed");
    const { status, body } = await plane.client.get(GREETING);
    expect({ status, body }).toEqual({
      status: 200,
      body: { ...GREETING, user: "admin", groups: "system:masters, system:authenticated", caller: PROXY },
    });
  });

  it("is among what kubectl finds", async () => {
    const { stdout } = await plane.kubectl(["api-resources", "--api-group=extension.test", "--no-headers"]);
    expect(stdout.trim().split(/\s+/)).toEqual(["greetings", GREETING.apiVersion, "true", GREETING.kind]);
  });
});
