import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { checkProgram } from "../../../lib/checks";
import { groupKind, isBuiltIn, isClusterScoped } from "../../../lib/checks/kinds";
import type { Manifest } from "../../../lib/rendered";
import { FAULTS } from "../../lib/checks/faults";
import { changed, changedObject, type Change, type Fault, problemsOf } from "../../lib/checks/mutate";
import { changedPod, POD_ROWS, type PodRow } from "../../lib/checks/pod-security-rows";
import { goodService, rendered } from "../../lib/checks/sample";
import { UNUSUAL } from "../../lib/checks/unusual";
import { controlPlane, type ControlPlane } from "../control-plane";
import type { KubeObject } from "../plane/kube-object";
import { waitFor } from "../plane/wait-for";
import { namespace } from "./samples";

const OK = 200;
const CREATED = 201;
const ENFORCE = "pod-security.kubernetes.io/enforce";
const LEVELS = ["baseline", "restricted"] as const;
type Level = (typeof LEVELS)[number];
const NODE_PORT = { type: "NodePort", ports: [{ port: 80, nodePort: 80 }] };

let plane: ControlPlane;

beforeAll(async () => {
  plane = await controlPlane();
  const guarded = new Map(POD_ROWS.flatMap((row) => LEVELS.map((level) => [guardName(row, level), guard(row, level)])));
  await plane.client.apply(namespace("shop"));
  for (const one of guarded.values()) await plane.client.apply(one);
  for (const name of guarded.keys()) await accountIn(name);
});

afterAll(() => plane?.stop());

function guardName({ version }: PodRow, level: Level): string {
  return `${level}-${version?.replace(".", "-") ?? "latest"}`;
}

function guard(row: PodRow, level: Level): Manifest {
  const labels = { [ENFORCE]: level, ...(row.version !== undefined && { [`${ENFORCE}-version`]: row.version }) };
  return namespace(guardName(row, level), labels) as Manifest;
}

/** Pods are refused for lack of an account until the controllers have made it. */
async function accountIn(name: string): Promise<void> {
  const address = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } };
  await waitFor(`the account of ${name}`, async () => (await plane.client.get(address)).status === OK);
}

/** What the API server says when it would refuse an object; empty when it would take it. */
async function refusal(manifest: Manifest): Promise<string> {
  const { status, message } = await plane.client.apply(manifest, { dryRun: true, fieldManager: "refusals" });
  return status === OK || status === CREATED ? "" : message;
}

describe.each(LEVELS)("a pod in a namespace that enforces %s", (level) => {
  it.each(POD_ROWS)("is refused by the server and by us, or taken by both: $title", async (row) => {
    const pod = changedPod(row, guardName(row, level));
    const isRefused = row.refusedBy === "baseline" || row.refusedBy === level;
    const objects = [guard(row, level), pod].map((manifest) => rendered(manifest));
    const ours = checkProgram({ objects, declared: [] }).filter(({ code }) => code === "pod-security");
    expect({ server: await refusal(pod), ours: ours.length > 0 }).toEqual({
      server: isRefused ? expect.stringContaining(row.server ?? "") : "",
      ours: isRefused,
    });
  });
});

/** Kinds of operators are judged by their own definitions. */
function isKubernetes({ apiVersion, kind }: Manifest): boolean {
  return kind === "" || isBuiltIn(groupKind(apiVersion, kind));
}

const BUILT_IN = FAULTS.filter((fault) => isKubernetes(changedObject(fault).manifest));
const REFUSED = BUILT_IN.filter(({ server }) => server !== undefined);

describe("the good service", () => {
  const objects = goodService().filter(({ manifest }) => isKubernetes(manifest));

  it.each(objects.map(({ manifest }) => manifest))("is taken by the server: $kind $metadata.name", async (manifest) => {
    expect(await refusal(manifest)).toBe("");
  });
});

describe("what Kubernetes refuses", () => {
  it("is at least 100 rows", () => {
    expect(REFUSED.length).toBeGreaterThanOrEqual(100);
  });

  it.each(REFUSED)("is refused by the server for that reason, as by us: $title", async (fault: Fault) => {
    expect(await refusal(changedObject(fault).manifest)).toContain(fault.server);
    expect(problemsOf(changed(fault)).map(({ code }) => code)).toContain(fault.code);
  });
});

describe("what only we refuse", () => {
  it.each(BUILT_IN.filter((fault) => !REFUSED.includes(fault)))("is taken by the server: $title", async (fault) => {
    expect(await refusal(changedObject(fault).manifest)).toBe("");
  });
});

describe("what is unusual", () => {
  it.each(UNUSUAL)("is taken by the server and by us: $title", async (change: Change) => {
    expect({ server: await refusal(changedObject(change).manifest), ours: problemsOf(changed(change)) }).toEqual({
      server: "",
      ours: [],
    });
  });
});

describe("what only a real write finds", () => {
  it("is a node port outside of the range", async () => {
    const metadata = { name: "node-port", namespace: "shop" };
    const service: KubeObject = { apiVersion: "v1", kind: "Service", metadata, spec: NODE_PORT };
    expect((await plane.client.apply(service)).message).toContain("The range of valid ports is 30000-32767");
  });
});

describe("the kinds of Kubernetes", () => {
  it("have a namespace where the server says so", async () => {
    const { stdout } = await plane.kubectl(["api-resources", "--no-headers"]);
    const served = stdout.split("\n").map((line) => line.trim().split(/\s+/).slice(-3));
    const kinds = served
      .filter((row) => row.length === 3)
      .map(([version = "", scoped, kind = ""]) => {
        return { kind: groupKind(version, kind), isClusterScoped: scoped === "false" };
      });
    expect(kinds.length).toBeGreaterThan(50);
    expect(kinds).toEqual(kinds.map(({ kind }) => ({ kind, isClusterScoped: isClusterScoped(kind) })));
  });
});
