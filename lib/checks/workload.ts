import type { RenderedObject } from "../rendered";
import type { Entry } from "./entry";
import type { Fields } from "./read";
import { at, fields, isFields, list, text } from "./read";
import type { Selector } from "./selector";
import { readSelector } from "./selector";

/** A port that a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: unknown;
  readonly protocol: string;
  readonly field: string;
}

/** A container of a pod, with its JSON path. */
export interface Container {
  readonly name: string;
  readonly spec: Fields;
  readonly field: string;
  /** Runs as long as the pod does: an ordinary container, or an init container with `restartPolicy: Always`. */
  readonly stays: boolean;
  readonly ports: readonly ContainerPort[];
}

/** An object that makes pods, or is one. */
export interface Workload {
  readonly object: RenderedObject;
  /** Group and kind, e.g. `apps/Deployment`, `Pod`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Labels of its pods. */
  readonly labels: Fields;
  /** Labels and annotations of its pods, with their JSON path. */
  readonly metadata: Fields;
  readonly metadataField: string;
  /** Which pods it takes for its own; nothing for a Pod, Job or CronJob, where Kubernetes chooses. */
  readonly selector: Selector | undefined;
  readonly pod: Fields;
  /** JSON path of the pod's spec. */
  readonly podField: string;
  readonly containers: readonly Container[];
}

const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ["apps/Deployment", ["spec", "template"]],
  ["apps/StatefulSet", ["spec", "template"]],
  ["apps/DaemonSet", ["spec", "template"]],
  ["apps/ReplicaSet", ["spec", "template"]],
  ["argoproj.io/Rollout", ["spec", "template"]],
  ["batch/Job", ["spec", "template"]],
  ["batch/CronJob", ["spec", "jobTemplate", "spec", "template"]],
  ["Pod", []],
]);

const OWN_SELECTOR = new Set([
  "apps/Deployment",
  "apps/StatefulSet",
  "apps/DaemonSet",
  "apps/ReplicaSet",
  "argoproj.io/Rollout",
]);

/** The kinds that have a pod template, or are a pod. */
export const WORKLOAD_KINDS: readonly string[] = [...TEMPLATES.keys()];

/** The workload that an object is; nothing when it has no pod template. */
export function readWorkload({ object, kind, namespace, name }: Entry): Workload | undefined {
  const place = TEMPLATES.get(kind);
  if (!place) return undefined;
  const template = at(object.manifest, ...place);
  if (!isFields(template)) return undefined;
  const pod = fields(template["spec"]);
  const metadata = fields(template["metadata"]);
  const podField = [...place, "spec"].join(".");
  return {
    object,
    kind,
    namespace,
    name,
    labels: fields(metadata["labels"]),
    metadata,
    metadataField: [...place, "metadata"].join("."),
    selector: OWN_SELECTOR.has(kind) ? readSelector(at(object.manifest, "spec", "selector")) : undefined,
    pod,
    podField,
    containers: [...containersOf(pod, podField, "initContainers"), ...containersOf(pod, podField, "containers")],
  };
}

function containersOf(pod: Fields, podField: string, key: "initContainers" | "containers"): Container[] {
  return list(pod[key]).map((value, index) => {
    const spec = fields(value);
    const field = `${podField}.${key}[${index}]`;
    const stays = key === "containers" || spec["restartPolicy"] === "Always";
    return { name: text(spec["name"]) ?? "", spec, field, stays, ports: portsOf(spec, field) };
  });
}

function portsOf(container: Fields, field: string): ContainerPort[] {
  return list(container["ports"]).map((value, index) => {
    const port = fields(value);
    return {
      name: text(port["name"]),
      number: port["containerPort"],
      protocol: text(port["protocol"]) ?? "TCP",
      field: `${field}.ports[${index}]`,
    };
  });
}
