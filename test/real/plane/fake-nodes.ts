import { toolFiles } from "../tools/cache";
import type { KubeClient } from "./kube-client";
import type { KubeObject } from "./kube-object";
import { runKwok } from "./programs";
import type { Supervised } from "./supervised";
import { waitFor } from "./wait-for";

const ZONES = 3;
const ROOM = { cpu: "32", memory: "256Gi", "ephemeral-storage": "1Ti", pods: "110" };

/** Adds nodes played by kwok, spread over three zones: pods on them become ready at once, and nothing runs. Resolves when all are ready. */
export async function addFakeNodes(
  programs: Supervised,
  kubeconfig: string,
  client: KubeClient,
  count: number,
): Promise<void> {
  runKwok(programs, kubeconfig, toolFiles("kwok"));
  const nodes = Array.from({ length: count }, (_, index) => fakeNode(index));
  for (const node of nodes) await client.apply(node);
  await waitFor(`${count} ready nodes`, async () => {
    const ready = (await client.list<NodeObject>("v1", "Node")).filter(isReady);
    return ready.length === count;
  });
}

interface NodeObject extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

function isReady({ status }: NodeObject): boolean {
  return status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

function fakeNode(index: number): KubeObject {
  const name = `node-${index}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/region": "region",
        "topology.kubernetes.io/zone": `zone-${index % ZONES}`,
      },
    },
    status: { allocatable: ROOM, capacity: ROOM },
  };
}
