import type { Complaint, Problem } from "../errors";
import { show } from "../show";
import { problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import { fields, list, text } from "./read";
import type { Container, Workload } from "./workload";

/** Containers, volumes, ports and variables of a pod are there once each. */
export function checkPodNames(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => [
    ...repeats(workload, CONTAINER, containerNames(workload)),
    ...repeats(workload, VOLUME, volumeNames(workload)),
    ...repeats(workload, PORT, portNames(workload)),
    ...repeats(workload, PORT, portNumbers(workload)),
    ...workload.containers.flatMap((container) => repeats(workload, VARIABLE, variables(program, workload, container))),
  ]);
}

/** A name with the place where it stands. */
interface Named {
  readonly name: string;
  readonly field: string;
  /** What to call the place in a sentence. @default - `field` */
  readonly from?: string;
}

const CONTAINER = { code: "duplicate-container", allowed: "each container name once in a pod" };
const VOLUME = { code: "duplicate-volume", allowed: "each volume name once in a pod" };
const PORT = {
  code: "duplicate-port",
  allowed: "each port name, and each number with its protocol, once in a pod: only one container can listen",
};
const VARIABLE = {
  code: "duplicate-variable",
  allowed: "each variable once: of two the last one would win without a word",
};

function repeats(workload: Workload, rule: Pick<Complaint, "code" | "allowed">, items: readonly Named[]): Problem[] {
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
    return [problem(workload.object, item.field, { ...rule, got, fix })];
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
