import type { OutputFile } from "../../lib/files";
import { RUNTIME_BASES } from "../../lib/versions";
import { containerService } from "./container-service";
import type { Container } from "./manifests";
import type { NamedVolume, Service } from "./model";
import type { Published } from "./ports";
import type { Project } from "./project";
import { storageOf } from "./storage";
import type { Waits } from "./waits";
import { completed, waiting, waitsFor } from "./waits";
import type { Workload } from "./workload";

/** Services of one workload, and what they need besides. */
export interface Part {
  readonly services: readonly Named[];
  readonly volumes: Readonly<Record<string, NamedVolume>>;
  readonly files: readonly OutputFile[];
}

type Named = readonly [name: string, service: Service];

/** The containers of a workload: those before it, the program, and those beside it, which share its network. */
export function servicesOf(
  project: Project,
  workload: Workload,
  callees: readonly Workload[],
  published: Published,
): Part {
  const { containers, initContainers = [] } = workload.pod;
  const [main, ...others] = containers;
  if (!main) return { services: [], volumes: {}, files: [] };
  const all = [...containers, ...initContainers];
  const storages = all.map((container) => storageOf(project, workload, container));
  const owner = volumeOwner(project, workload, [...new Set(storages.flatMap(({ owned }) => owned))]);
  const waits = { ...waitsFor(project, workload, callees), ...(owner && completed(owner[0])) };
  const init = before(project, workload, waits);
  const last = init.at(-1);
  const program: Service = {
    ...serviceOf(project, workload, main),
    ...waiting({ ...waits, ...(last && completed(last[0])) }),
    ...(published.has(project.names.of(workload.path)) && { ports: published.get(project.names.of(workload.path))! }),
    ...aliasesOf(project, workload),
  };
  const beside = [...others, ...initContainers.filter(isSidecar)];
  const services: readonly Named[] = [
    ...(owner ? [owner] : []),
    ...init,
    [project.names.of(workload.path), program],
    ...beside.map((container) => sidecar(project, workload, container)),
  ];
  return {
    services: workload.runs === "asked" ? services.map(onRequest) : services,
    volumes: Object.assign({}, ...storages.map(({ volumes }) => volumes)) as Part["volumes"],
    files: storages.flatMap(({ files }) => files),
  };
}

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === "Always";
}

function onRequest([name, service]: Named): Named {
  return [name, { profiles: ["jobs"], ...service }];
}

/** Init containers run one after the other. */
function before(project: Project, workload: Workload, waits: Waits): readonly Named[] {
  const init = (workload.pod.initContainers ?? []).filter((one) => !isSidecar(one));
  const names = init.map(({ name }) => project.names.of(`${workload.path}/${name}`));
  return init.map((container, index) => {
    const previous = names[index - 1];
    const own = waiting({ ...waits, ...(previous !== undefined && completed(previous)) });
    return [names[index]!, { ...serviceOf(project, workload, container), ...own }];
  });
}

function sidecar(project: Project, workload: Workload, container: Container): Named {
  const program = project.names.of(workload.path);
  const service = {
    ...serviceOf(project, workload, container),
    ...waiting({ [program]: { condition: "service_started" } }),
    network_mode: `service:${program}`,
  };
  return [project.names.of(`${workload.path}/${container.name}`), service];
}

function serviceOf(project: Project, workload: Workload, container: Container): Service {
  return containerService(project, workload, container, storageOf(project, workload, container));
}

/** Names by which others reach the program in the cluster. */
function aliasesOf({ addresses }: Project, { path }: Workload): Pick<Service, "networks"> {
  const aliases = addresses.filter((one) => one.workload.path === path).flatMap(({ hosts }) => hosts);
  return aliases.length > 0 ? { networks: { default: { aliases } } } : {};
}

/** A new volume belongs to root; Kubernetes gives it to the group of the pod. */
function volumeOwner({ names }: Project, { path, pod }: Workload, volumes: readonly string[]): Named | undefined {
  if (volumes.length === 0) return undefined;
  const { runAsUser = 0, runAsGroup = runAsUser } = pod.securityContext ?? {};
  const service: Service = {
    image: RUNTIME_BASES.alpine.reference,
    command: ["chown", `${runAsUser}:${runAsGroup}`, ...volumes.map((name) => `/volumes/${name}`)],
    volumes: volumes.map((source) => ({ type: "volume", source, target: `/volumes/${source}` })),
    network_mode: "none",
    user: "0:0",
    read_only: true,
    cap_drop: ["ALL"],
    cap_add: ["CHOWN"],
    security_opt: ["no-new-privileges:true"],
  };
  return [names.of(`${path}/volumes`), service];
}
