import type { KubeClient } from "../plane/kube-client";
import { addressText, type KubeObject } from "../plane/kube-object";
import { remaining } from "../plane/wait-for";

const GONE = 404;

/** The objects as the server has them now; those that it has not are left out. */
export async function current(client: KubeClient, objects: readonly KubeObject[]): Promise<KubeObject[]> {
  const replies = await Promise.all(objects.map((object) => client.get(object)));
  return replies.filter(({ status }) => status !== GONE).map(({ body }) => body);
}

/** Which of the objects the server has. */
export async function present(client: KubeClient, objects: readonly KubeObject[]): Promise<string[]> {
  return (await current(client, objects)).map(addressText);
}

/** Deletes the objects, the last first; resolves with what is still there after half a minute. */
export async function remove(client: KubeClient, objects: readonly KubeObject[]): Promise<readonly string[]> {
  for (const object of [...objects].reverse()) await client.delete(object);
  return remaining(() => present(client, objects));
}
