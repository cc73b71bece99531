import type { KubeClient } from "../../plane/kube-client";
import { addressText, type KubeObject } from "../../plane/kube-object";
import { remaining } from "../../plane/wait-for";
import { current, present } from "../live";
import { namespace } from "../samples";
import { idleWorkloads } from "../workloads";
import { differences } from "./differences";

/** Where objects are made afresh, without being kept. */
const AFRESH = namespace("afresh");
const FAILURE = 400;
const GONE = 404;
const READY_WITHIN_MS = 60_000;

/** What came of an upgrade. */
export interface Upgraded {
  /** A line for each thing that went wrong, with the object and, where there is one, the field. */
  readonly faults: readonly string[];
  /** What left the program and the cluster. */
  readonly pruned: readonly string[];
  /** What left the program and stays in the cluster. */
  readonly kept: readonly string[];
}

/** A release could not be installed, so that nothing can be said about an upgrade from it. */
export class NotInstalled extends Error {}

/**
 * Installs a release, applies the next one over it and prunes what left, as Argo CD does.
 * @throws NotInstalled when the server refuses something of the first, or its pods do not get ready
 */
export async function upgrade(
  client: KubeClient,
  previous: readonly KubeObject[],
  next: readonly KubeObject[],
): Promise<Upgraded> {
  const premise = [...(await applyAll(client, previous)), ...(await idle(client, previous))];
  if (premise.length > 0) throw new NotInstalled(premise.join("\n"));
  const refused = await applyAll(client, next);
  const names = new Set(next.map(addressText));
  const left = previous.filter((object) => !names.has(addressText(object)));
  const [stay, go] = [left.filter(isKept), left.filter((object) => !isKept(object))];
  for (const object of [...go].reverse()) await client.delete(object);
  const notGone = await remaining(() => present(client, go));
  const kept = await present(client, stay);
  const faults = [
    ...refused,
    ...notGone.map((address) => `${address}: not pruned`),
    ...stay.map(addressText).flatMap((address) => (kept.includes(address) ? [] : [`${address}: pruned`])),
    ...(await idle(client, next)),
    ...(await unlikeFresh(client, next)),
  ];
  return { faults, kept, pruned: go.map(addressText) };
}

/** A line for each object that the server refuses or warns of; fields of others are taken by force, as Argo CD does. */
async function applyAll(client: KubeClient, objects: readonly KubeObject[]): Promise<string[]> {
  const lines: string[] = [];
  for (const object of objects) {
    const { status, message, warnings } = await client.apply(object, { force: true });
    const said = [...(status >= FAILURE ? [`${status} ${message}`] : []), ...warnings];
    lines.push(...said.map((one) => `${addressText(object)} ${one}`));
  }
  return lines;
}

function idle(client: KubeClient, objects: readonly KubeObject[]): Promise<readonly string[]> {
  return remaining(async () => idleWorkloads(await current(client, objects)), READY_WITHIN_MS);
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources */
function isKept({ metadata }: KubeObject): boolean {
  const options = metadata.annotations?.["argocd.argoproj.io/sync-options"] ?? "";
  return options.split(",").includes("Prune=false");
}

/** A line for each field that an object has from its past. */
async function unlikeFresh(client: KubeClient, objects: readonly KubeObject[]): Promise<string[]> {
  await client.apply(AFRESH);
  const lines = objects.map(async (object) => {
    const live = await client.get(object);
    if (live.status === GONE) return [`${addressText(object)}: not there`];
    const { name, namespace } = object.metadata;
    const metadata = {
      ...object.metadata,
      ...(namespace ? { namespace: AFRESH.metadata.name } : { name: `${name}-afresh` }),
    };
    const fresh = await client.apply({ ...object, metadata }, { dryRun: true });
    return differences(live.body, fresh.body, object).map((line) => `${addressText(object)} ${line}`);
  });
  return (await Promise.all(lines)).flat();
}
