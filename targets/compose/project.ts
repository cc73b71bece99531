import type { ImagePlan } from "../../lib/image/image-plan";
import type { Json, Rendered } from "../../lib/rendered";
import type { Address } from "./addresses";
import { addressesOf } from "./addresses";
import type { Server } from "./backing";
import { serversOf } from "./backing";
import { Names } from "./names";
import type { Workload } from "./workload";
import { workloadsOf } from "./workload";

/** Everything that the files of one environment are made of. */
export interface Project {
  readonly environment: string;
  readonly rendered: Rendered;
  readonly workloads: readonly Workload[];
  readonly servers: readonly Server[];
  readonly addresses: readonly Address[];
  /** Names of Compose services, by path of a workload, by `path/container`, by key of a server, and with `/debug` and `/test` behind them. */
  readonly names: Names;
  /** Folder of the files, relative to the working folder. */
  readonly output: string;
  /** What is built, by what containers run. */
  readonly images: ReadonlyMap<string, ImagePlan>;
}

/** @param programs of every environment: what is an address in one of them leads to the same program here */
export function projectOf(rendered: Rendered, programs: readonly Rendered[], output: string): Project {
  const workloads = workloadsOf(rendered);
  const servers = serversOf(rendered, programs);
  return {
    environment: rendered.environment,
    rendered,
    workloads,
    servers,
    addresses: addressesOf(rendered, programs),
    names: namesOf(rendered, workloads, servers),
    output,
    images: new Map(rendered.images.map((plan) => [plan.reference, plan])),
  };
}

function namesOf(rendered: Rendered, workloads: readonly Workload[], servers: readonly Server[]): Names {
  const wanted = new Map<string, string>();
  for (const { path, name, pod } of workloads) {
    wanted.set(path, name);
    for (const suffix of ["debug", "volumes"]) wanted.set(`${path}/${suffix}`, `${name}-${suffix}`);
    const [, ...others] = pod.containers;
    for (const other of [...(pod.initContainers ?? []), ...others])
      wanted.set(`${path}/${other.name}`, `${name}-${other.name}`);
  }
  for (const { key, name } of servers) wanted.set(key, name);
  for (const { path, name } of rendered.images) wanted.set(`${path}/test`, `${name}-test`);
  return new Names(wanted);
}

/** What a ConfigMap of the program holds under a key. */
export function configOf({ rendered }: Project, namespace: string, name: string, key: string): string | undefined {
  const found = rendered.objects.find(
    ({ manifest }) =>
      manifest.kind === "ConfigMap" &&
      manifest.metadata.name === name &&
      (manifest.metadata.namespace ?? "default") === namespace,
  );
  const data = (found?.manifest["data"] ?? {}) as Readonly<Record<string, Json>>;
  const value = data[key];
  return typeof value === "string" ? value : undefined;
}

/** The programs that keep running. */
export function programsOf({ workloads }: Project): readonly Workload[] {
  return workloads.filter(({ runs }) => runs === "always");
}

/** The workload whose settings these pods share: a migration has those of its service. */
export function ownerOf({ workloads }: Project, workload: Workload): Workload {
  return workloads.find(({ path }) => path === workload.owner) ?? workload;
}
