import { NotSeen, waitFor } from "../../../plane/wait-for";
import { addressText, type KubeObject } from "../../../plane/kube-object";
import type { Cluster } from "./cluster";

const DEFAULT_TIMEOUT_S = 600;

interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  readonly [counter: string]: unknown;
}

/** When the provider calls an object of the kind ready; every other kind is ready as soon as it is there. */
const READY: Readonly<Record<string, (status: Status, spec: Readonly<Record<string, unknown>>) => boolean>> = {
  Deployment: (status) => holds(status, "Available") && holds(status, "Progressing", "NewReplicaSetAvailable"),
  StatefulSet: (status, { replicas = 1 }) => status["readyReplicas"] === replicas,
  DaemonSet: (status) => status["numberReady"] === status["desiredNumberScheduled"],
  Job: (status) => holds(status, "Complete"),
  Pod: (status) => holds(status, "Ready"),
};

/** It is there, but it did not become ready in time. */
export class NotReady extends Error {
  constructor(readonly object: KubeObject) {
    super(`${addressText(object)} did not become ready in time`);
  }
}

/** Seconds that the provider gives an operation: the option `customTimeouts`, else the annotation, else ten minutes. */
export function timeoutSeconds(object: KubeObject, option: number): number {
  return option || Number(annotation(object, "timeoutSeconds") ?? DEFAULT_TIMEOUT_S);
}

/** The text of an annotation of Pulumi's. */
export function annotation({ metadata }: KubeObject, name: string): string | undefined {
  return metadata.annotations?.[`pulumi.com/${name}`];
}

/** The object once it is ready. @throws NotReady after `seconds`, with its last state */
export async function readyObject(cluster: Cluster, object: KubeObject, seconds: number): Promise<KubeObject> {
  if (annotation(object, "skipAwait") === "true" || !READY[object.kind]) return object;
  let last = object;
  const look = async (): Promise<boolean> => {
    last = (await cluster.find(object)) ?? last;
    return isReady(last, object.metadata.generation ?? 0);
  };
  try {
    await waitFor(addressText(object), look, seconds * 1000);
    return last;
  } catch (error) {
    throw error instanceof NotSeen ? new NotReady(last) : error;
  }
}

/** Resolves when the object is gone. @throws NotReady after `seconds` */
export async function goneObject(cluster: Cluster, object: KubeObject, seconds: number): Promise<void> {
  const look = async (): Promise<boolean> => !(await cluster.find(object));
  await waitFor(`the end of ${addressText(object)}`, look, seconds * 1000);
}

/** What the controller has not looked at since the change says nothing. */
function isReady(object: KubeObject, generation: number): boolean {
  const { status = {}, spec = {} } = object as { status?: Status; spec?: Readonly<Record<string, unknown>> };
  const seen = status.observedGeneration ?? generation;
  return seen >= generation && READY[object.kind]!(status, spec);
}

function holds({ conditions = [] }: Status, wanted: string, why?: string): boolean {
  return conditions.some(
    ({ type, status, reason }) => type === wanted && status === "True" && (why === undefined || reason === why),
  );
}
