import type { OutputFile } from "../../lib/files";
import { bytes } from "./amounts";
import { serversFor, urlOf } from "./backing";
import type { Container, Mount, Volume } from "./manifests";
import type { Mounted, NamedVolume } from "./model";
import type { Project } from "./project";
import { configOf, ownerOf } from "./project";
import { escaped } from "./texts";
import type { Workload } from "./workload";

/** What a container finds besides its image. */
export interface Storage {
  readonly tmpfs: readonly string[];
  readonly mounts: readonly Mounted[];
  readonly volumes: Readonly<Record<string, NamedVolume>>;
  /** Volumes that must belong to the user of the pod before it starts. */
  readonly owned: readonly string[];
  readonly files: readonly OutputFile[];
}

const NOTHING: Storage = { tmpfs: [], mounts: [], volumes: {}, owned: [], files: [] };

/** The volumes of a container: folders in memory, files of configuration, and state that outlives it. */
export function storageOf(project: Project, workload: Workload, container: Container): Storage {
  const parts = (container.volumeMounts ?? []).map((mount) => {
    const volume = workload.pod.volumes?.find(({ name }) => name === mount.name);
    if (workload.claims.includes(mount.name)) return state(`${project.names.of(workload.path)}-${mount.name}`, mount);
    return volume ? storage(project, workload, volume, mount) : NOTHING;
  });
  return {
    tmpfs: parts.flatMap(({ tmpfs }) => tmpfs),
    mounts: parts.flatMap(({ mounts }) => mounts),
    volumes: Object.assign({}, ...parts.map(({ volumes }) => volumes)) as Storage["volumes"],
    owned: parts.flatMap(({ owned }) => owned),
    files: parts.flatMap(({ files }) => files),
  };
}

function storage(project: Project, workload: Workload, volume: Volume, mount: Mount): Storage {
  if (volume.emptyDir) return scratch(project, workload, volume, mount);
  if (volume.persistentVolumeClaim)
    return state(`${workload.namespace}-${volume.persistentVolumeClaim.claimName}`, mount);
  if (volume.configMap) return configuration(project, workload, volume.configMap.name, mount);
  return volume.secret || volume.projected ? secrets(project, workload, mount) : NOTHING;
}

/** In memory; a folder that several containers of the pod share has a name. */
function scratch({ names }: Project, { path, pod }: Workload, volume: Volume, mount: Mount): Storage {
  const size = bytes(volume.emptyDir?.sizeLimit);
  const options = ["mode=1777", ...(size ? [`size=${size}`] : [])].join(",");
  const all = [...pod.containers, ...(pod.initContainers ?? [])];
  const users = all.filter(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => name === volume.name));
  // Every program has a folder for temporary files of its own: containers of a pod meet in the others.
  if (users.length < 2) return { ...NOTHING, tmpfs: [`${escaped(mount.mountPath)}:${options}`] };
  const name = `${names.of(path)}-${volume.name}`;
  const inMemory = { driver_opts: { type: "tmpfs", device: "tmpfs", o: options } };
  return { ...NOTHING, mounts: [named(name, mount)], volumes: { [name]: inMemory } };
}

function state(name: string, mount: Mount): Storage {
  return { ...NOTHING, mounts: [named(name, mount)], volumes: { [name]: {} }, owned: mount.readOnly ? [] : [name] };
}

function named(source: string, { mountPath, readOnly }: Mount): Mounted {
  return { type: "volume", source, target: escaped(mountPath), ...(readOnly && { read_only: true }) };
}

function configuration(project: Project, workload: Workload, map: string, { mountPath, subPath }: Mount): Storage {
  const text = subPath === undefined ? undefined : configOf(project, workload.namespace, map, subPath);
  if (subPath === undefined || text === undefined) return NOTHING;
  return file(`config/${project.names.of(workload.path)}/${subPath}`, text, mountPath);
}

/** Secrets as files: those that lead to a server of this run are written, the others are yours. */
function secrets(project: Project, workload: Workload, { mountPath }: Mount): Storage {
  const service = project.names.of(workload.path);
  const leads = [...serversFor(project.rendered, ownerOf(project, workload))].flatMap(([variable, key]) => {
    const server = project.servers.find((one) => one.key === key);
    const isFile = workload.pod.containers.some(({ env = [] }) => env.some(({ name }) => name === `${variable}_FILE`));
    return server && isFile ? [[variable, urlOf(server, project.names.of(key))] as const] : [];
  });
  const written = leads.map(([variable, url]) =>
    file(`config/${service}/${variable}`, url, `${mountPath}/${variable}`),
  );
  const folder = { type: "bind", source: `./secrets/${service}`, target: escaped(mountPath), read_only: true } as const;
  return {
    ...NOTHING,
    mounts: written.length > 0 ? written.flatMap(({ mounts }) => mounts) : [folder],
    files: written.flatMap(({ files }) => files),
  };
}

function file(path: string, text: string, target: string): Storage {
  const mount = { type: "bind", source: escaped(`./${path}`), target: escaped(target), read_only: true } as const;
  return { ...NOTHING, mounts: [mount], files: [{ file: path, text }] };
}
