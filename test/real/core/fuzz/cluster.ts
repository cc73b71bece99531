import type { Manifest, Rendered } from "../../../../lib/rendered";
import type { ControlPlane } from "../../control-plane";
import { addressText, type KubeObject } from "../../plane/kube-object";
import { namespace } from "../samples";

const FAILURE = 400;
const NO_PODS = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "no-pods" },
  spec: { hard: { pods: "0" } },
};

/** What a later program may not find: a port of the nodes is there once in a cluster, and an autoscaler that left would go on scaling. */
const PASSING = ["Service", "HorizontalPodAutoscaler"];

/** Namespaces that take every object and let no pod start: programs follow each other in them as releases do. */
export class Cluster {
  private constructor(private readonly plane: ControlPlane) {}

  static async start(plane: ControlPlane, namespaces: readonly string[]): Promise<Cluster> {
    for (const name of namespaces) {
      await plane.client.apply(namespace(name));
      await plane.client.apply({ ...NO_PODS, metadata: { ...NO_PODS.metadata, namespace: name } });
    }
    return new Cluster(plane);
  }

  /** Applies a program twice, over whatever was there. A line for each object that the server refuses, or changes when nothing has changed. */
  async faults({ objects }: Rendered): Promise<string[]> {
    const faults: string[] = [];
    for (const { manifest } of objects) faults.push(...(await this.fault(manifest)));
    const passing = objects.filter(({ manifest }) => PASSING.includes(manifest.kind));
    for (const { manifest } of passing) await this.plane.client.delete(manifest);
    return faults;
  }

  private async fault(manifest: Manifest): Promise<string[]> {
    const object = manifest as KubeObject;
    // Its claims and its selector cannot be changed: a user removes it and keeps its pods and disks (`--cascade=orphan`).
    if (object.kind === "StatefulSet") await this.plane.client.delete(object);
    // By force, as Argo CD and Flux do: without its autoscaler, a program takes its replicas back from the autoscaler's controller.
    const apply = () => this.plane.client.apply(object, { force: true });
    const replies = [await apply(), await apply()];
    const [first, second] = replies.map(({ body }) => body.metadata?.generation);
    const refused = replies.find(({ status }) => status >= FAILURE);
    if (refused) return [`${addressText(object)} ${refused.status} ${refused.message}`];
    return first === second ? [] : [`${addressText(object)} changes when it is applied again`];
  }
}
