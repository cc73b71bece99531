import type { Problem } from "../errors";
import { show } from "../show";
import { problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import { fields, list, text } from "./read";
import type { Container, Workload } from "./workload";

/** Containers, volumes, ports and variables of a pod are there once each. */
export function checkPodNames(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => [
    ...repeats(workload, "container", containerNames(workload)),
    ...repeats(workload, "volume", volumeNames(workload)),
    ...repeats(workload, "port", portNames(workload)),
    ...repeats(workload, "port", portNumbers(workload)),
    ...workload.containers.flatMap((container) => repeats(workload, "env", variables(program, workload, container))),
  ]);
}

/** A name with the place where it stands. */
interface Named {
  readonly name: string;
  readonly field: string;
  /** What to call the place in a sentence. @default - `field` */
  readonly from?: string;
}

const WHY = {
  container: "each container name once in a pod",
  volume: "each volume name once in a pod",
  port: "each port name, and each number with its protocol, once in a pod: only one container can listen",
  env: "each variable once: of two the last one would win without a word",
};

function repeats(workload: Workload, what: keyof typeof WHY, items: readonly Named[]): Problem[] {
  if (items.length < 2) return [];
  const first = new Map<string, Named>();
  return items.flatMap((item) => {
    const twin = first.get(item.name);
    if (!twin) {
      first.set(item.name, item);
      return [];
    }
    const got = `${show(item.name)}, which ${twin.from ?? twin.field} is too`;
    const fix = `rename or remove one of ${twin.from ?? twin.field} and ${item.from ?? item.field}`;
    return [problem(workload.object, item.field, { code: `duplicate-${what}`, got, allowed: WHY[what], fix })];
  });
}

function containerNames({ containers }: Workload): Named[] {
  return containers.map(({ name, field }) => ({ name, field: `${field}.name` }));
}

function volumeNames({ pod, podField }: Workload): Named[] {
  return list(pod["volumes"]).map((volume, index) => {
    return { name: text(fields(volume)["name"]) ?? "", field: `${podField}.volumes[${index}].name` };
  });
}

function portNames({ containers }: Workload): Named[] {
  const ports = containers.flatMap((container) => (container.stays ? container.ports : []));
  return ports.flatMap(({ name, field }) => (name === undefined ? [] : { name, field: `${field}.name` }));
}

function portNumbers({ containers }: Workload): Named[] {
  const ports = containers.flatMap((container) => (container.stays ? container.ports : []));
  return ports.map(({ number, protocol, field }) => ({
    name: `${show(number)}/${protocol}`,
    field: `${field}.containerPort`,
  }));
}

function variables(program: ProgramIndex, workload: Workload, { spec, field }: Container): Named[] {
  const given = list(spec["envFrom"]).flatMap((value, index) => {
    const { configMapRef, prefix } = fields(value);
    const map = text(fields(configMapRef)["name"]);
    const source = map === undefined ? undefined : program.find("ConfigMap", workload.namespace, map);
    const keys = Object.keys(fields(source?.object.manifest["data"]));
    const place = `${field}.envFrom[${index}]`;
    return keys.map((key) => ({
      name: (text(prefix) ?? "") + key,
      field: place,
      from: `${place} (${source?.object.path})`,
    }));
  });
  const listed = list(spec["env"]).map((value, index) => {
    return { name: text(fields(value)["name"]) ?? "", field: `${field}.env[${index}].name` };
  });
  return [...given, ...listed];
}
