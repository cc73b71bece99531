import { hash } from "../../../../lib/names";
import type { Manifest } from "../../../../lib/rendered";
import type { ControlPlane } from "../../control-plane";
import { addressText, type KubeObject } from "../../plane/kube-object";
import { waitFor } from "../../plane/wait-for";
import { namespace } from "../samples";

const FAILURE = 400;
const OK = 200;
const PODS = "pods";
const RESTRICTED = { "pod-security.kubernetes.io/enforce": "restricted" };

interface PodTemplate {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: { readonly volumes?: readonly unknown[]; readonly [field: string]: unknown };
}

interface Workload {
  readonly spec: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** What a real API server thinks of objects, and of the pods that controllers would make of them; each is asked about once. */
export class Admission {
  /** Objects and pods that were asked about. */
  asked = 0;
  private readonly admitted = new Set<string>();

  private constructor(private readonly plane: ControlPlane) {}

  /** Makes the namespaces that objects are checked in: each of these enforces `restricted`. */
  static async start(plane: ControlPlane, namespaces: readonly string[]): Promise<Admission> {
    for (const name of [PODS, ...namespaces]) {
      await plane.client.apply(namespace(name, RESTRICTED));
      const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } };
      await waitFor(`the account of ${name}`, async () => (await plane.client.get(account)).status === OK);
    }
    return new Admission(plane);
  }

  /** A line for each object or pod that the server would refuse. */
  async refusals(manifests: readonly Manifest[]): Promise<string[]> {
    const objects = manifests.flatMap((manifest) => [manifest as KubeObject, ...podsOf(manifest)]);
    return (await Promise.all(objects.map((object) => this.refusal(object)))).flat();
  }

  private async refusal(object: KubeObject): Promise<string[]> {
    const key = hash(JSON.stringify(object), 20);
    if (this.admitted.has(key)) return [];
    this.asked += 1;
    const { status, message } = await this.plane.client.apply(object, { dryRun: true });
    if (status >= FAILURE) return [`${addressText(object)} ${status} ${message}`];
    this.admitted.add(key);
    return [];
  }
}

/** The pod of a workload as its controller would make it, under an account that is there and without a priority class, which is not. */
function podsOf(manifest: Manifest): KubeObject[] {
  if (!["Deployment", "StatefulSet", "Job", "CronJob"].includes(manifest.kind)) return [];
  const { spec } = manifest as unknown as Workload;
  const { metadata, spec: pod } = spec.jobTemplate?.spec.template ?? spec.template!;
  const claims = (spec.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  return [
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...metadata, name: "pod", namespace: PODS },
      spec: {
        ...pod,
        priorityClassName: undefined,
        serviceAccountName: "default",
        volumes: [...(pod.volumes ?? []), ...claims],
      },
    },
  ];
}
