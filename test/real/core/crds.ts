import type { KubeClient } from "../plane/kube-client";
import type { KubeObject } from "../plane/kube-object";
import { waitFor } from "../plane/wait-for";
import { toolFiles } from "../tools/cache";
import { readManifests } from "./manifests";

interface Definition extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Installs Gateway API, External Secrets, Sealed Secrets, Secrets Store CSI, and kinds of the Prometheus Operator and KEDA; resolves when the server serves their kinds. */
export async function installCrds(client: KubeClient): Promise<void> {
  const objects = [...toolFiles("crds"), ...toolFiles("slo-crds")].flatMap(readManifests);
  for (const object of objects) await client.apply(object);
  const wanted = objects.filter(({ kind }) => kind === "CustomResourceDefinition").length;
  await waitFor(`${wanted} established definitions`, async () => {
    const definitions = await client.list<Definition>("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    return definitions.filter(isEstablished).length === wanted;
  });
}

function isEstablished({ status }: Definition): boolean {
  return status?.conditions?.some(({ type, status }) => type === "Established" && status === "True") ?? false;
}
