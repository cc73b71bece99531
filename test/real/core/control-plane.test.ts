import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import type { KubeObject } from "../plane/kube-object";
import { waitFor } from "../plane/wait-for";
import { toolVersion } from "../tools/cache";
import { listeningSockets } from "./processes";
import { deployment, namespace, pod, rootContainer } from "./samples";

let plane: ControlPlane;

beforeAll(async () => {
  plane = await controlPlane({ kwok: true });
  await plane.client.apply(namespace("fenced", { "pod-security.kubernetes.io/enforce": "restricted" }));
});

afterAll(() => plane?.stop());

const configMap = (name: string, value: string): KubeObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "default" },
  data: { value },
});

describe("a control plane", () => {
  it("answers kubectl with the version that the tools name", async () => {
    const { stdout } = await plane.kubectl(["version", "--output=json"]);
    const gitVersion = toolVersion("kube");
    expect(JSON.parse(stdout)).toMatchObject({ clientVersion: { gitVersion }, serverVersion: { gitVersion } });
  });

  it("passes on how kubectl failed", async () => {
    const { code, stderr } = await plane.kubectl(["get", "configmap", "nowhere"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("not found") });
  });

  it("listens on loopback only", async () => {
    expect(new URL(plane.url).hostname).toBe("127.0.0.1");
    expect(listeningSockets(plane.folder)).toEqual([new URL(plane.url).host]);
  });

  it.each(["runAsNonRoot", "allowPrivilegeEscalation", "unrestricted capabilities", "seccompProfile"])(
    "names %s when Pod Security refuses a root pod",
    async (reason) => {
      const { status, message } = await plane.client.apply(pod("root", "fenced", rootContainer()));
      expect({ status, message }).toEqual({ status: 403, message: expect.stringContaining(reason) });
    },
  );

  it("admits a pod that keeps to Pod Security restricted", async () => {
    const { status, message } = await plane.client.apply(pod("good", "fenced"));
    expect({ status, message }).toEqual({ status: 201, message: "" });
  });

  it("makes three replicas ready, one in each zone", async () => {
    await plane.client.apply(deployment("three", "fenced", 3));
    await waitFor("3 ready replicas", async () => {
      const { body } = await plane.client.get<KubeObject & { status: { readyReplicas?: number } }>(
        deployment("three", "fenced", 3),
      );
      return body.status.readyReplicas === 3;
    });
    const pods = await plane.client.list<KubeObject & { spec: { nodeName: string } }>("v1", "Pod", {
      namespace: "fenced",
      labelSelector: "app=three",
    });
    expect(pods.map(({ spec }) => spec.nodeName).sort()).toEqual(["node-0", "node-1", "node-2"]);
  });
});

describe("its client", () => {
  it("changes nothing by applying the same again", async () => {
    const first = await plane.client.apply(configMap("same", "a"));
    const second = await plane.client.apply(configMap("same", "a"));
    expect(second.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
  });

  it("keeps nothing of a dry run", async () => {
    const { status } = await plane.client.apply(configMap("dry", "a"), { dryRun: true });
    expect([status, (await plane.client.get(configMap("dry", "a"))).status]).toEqual([201, 404]);
  });

  it("passes on a conflict between field managers", async () => {
    await plane.client.apply(configMap("contested", "a"), { fieldManager: "one" });
    const { status, message } = await plane.client.apply(configMap("contested", "b"), { fieldManager: "two" });
    expect({ status, message }).toEqual({ status: 409, message: expect.stringContaining('conflict with "one"') });
  });

  it("takes contested fields over by force", async () => {
    await plane.client.apply(configMap("forced", "a"), { fieldManager: "one" });
    const { status, body } = await plane.client.apply(configMap("forced", "b"), { fieldManager: "two", force: true });
    expect({ status, data: body["data"] }).toEqual({ status: 200, data: { value: "b" } });
  });

  it("passes on what the server warns of", async () => {
    const endpoints = { apiVersion: "v1", kind: "Endpoints", metadata: { name: "old", namespace: "default" } };
    const { warnings } = await plane.client.apply(endpoints);
    expect(warnings).toEqual([expect.stringContaining("v1 Endpoints is deprecated")]);
  });

  it("says when the server has no such kind", async () => {
    const rollout = { apiVersion: "example.test/v1", kind: "Rollout", metadata: { name: "x" } };
    const { status, message } = await plane.client.apply(rollout);
    expect({ status, message }).toEqual({ status: 404, message: "the server has no kind Rollout in example.test/v1" });
  });

  it("deletes an object", async () => {
    await plane.client.apply(configMap("gone", "a"));
    await plane.client.delete(configMap("gone", "a"));
    expect((await plane.client.get(configMap("gone", "a"))).status).toBe(404);
  });
});
