import type { RenderedObject } from "../../lib/rendered";

// What is there before anything else, then namespaces, then what pods need, then what starts, reaches and watches pods: of these none waits for another,
// since a Service is ready when its pods are.
const RANKS: Readonly<Record<string, number>> = {
  CustomResourceDefinition: 0,
  PriorityClass: 0,
  Namespace: 1,
  Deployment: 3,
  StatefulSet: 3,
  DaemonSet: 3,
  Job: 3,
  CronJob: 3,
  Pod: 3,
  Service: 3,
  Ingress: 3,
  HTTPRoute: 3,
  GRPCRoute: 3,
  HorizontalPodAutoscaler: 3,
  PodDisruptionBudget: 3,
  ScaledObject: 3,
};
const MIDDLE = 2;
const COMMON = "";

/** An object, and the paths of those that must be there before it. */
export interface Step {
  readonly object: RenderedObject;
  readonly after: readonly string[];
}

/**
 * The objects so that each comes after what must be there before it: whatever the program names with `addDependency`; and, in its own program and in what
 * is common to the chart, the nearest lower level, which in turn waits for the ones below.
 */
export function inOrder(objects: readonly RenderedObject[]): readonly Step[] {
  const explicit = explicitly(objects);
  const implied = byLevel(objects);
  const byPath = new Map(objects.map((object) => [object.path, object]));
  const steps = new Map<string, Step | "on the way">();
  const visit = (object: RenderedObject) => {
    if (steps.has(object.path)) return;
    steps.set(object.path, "on the way");
    const own = explicit.get(object.path)!;
    // What the program says goes before what kinds imply.
    const after = [
      ...own,
      ...implied(object).filter((path) => !own.has(path) && !explicit.get(path)!.has(object.path)),
    ];
    for (const path of after) visit(byPath.get(path)!);
    const possible = after.filter((path) => steps.get(path) !== "on the way");
    steps.delete(object.path);
    steps.set(object.path, { object, after: possible });
  };
  objects.forEach(visit);
  return [...steps.values()].filter((step) => step !== "on the way");
}

/** By path: everything that is named with `addDependency`, and what that names. Objects come after what they name. */
function explicitly(objects: readonly RenderedObject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { path, dependsOn } of objects) {
    const isNamed = (other: string) => dependsOn.some((wanted) => other === wanted || other.startsWith(`${wanted}/`));
    const named = dependsOn.length === 0 ? [] : [...found.keys()].filter(isNamed);
    found.set(path, new Set(named.flatMap((other) => [other, ...found.get(other)!])));
  }
  return found;
}

function byLevel(objects: readonly RenderedObject[]): (object: RenderedObject) => readonly string[] {
  const groups = new Map<string, Map<number, string[]>>();
  for (const object of objects) {
    const levels = entry(groups, groupOf(object), () => new Map<number, string[]>());
    entry(levels, levelOf(object), () => []).push(object.path);
  }
  return (object) => [
    ...below(groups.get(groupOf(object)), levelOf(object)),
    ...(groupOf(object) === COMMON ? [] : below(groups.get(COMMON), levelOf(object))),
  ];
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** The child of the chart that an object is a part of; what is right in the chart is common to all of them. */
function groupOf({ path }: RenderedObject): string {
  const [, , child = "", ...parts] = path.split("/");
  return parts.length > 0 ? child : COMMON;
}

function levelOf({ manifest, hints }: RenderedObject): number {
  return (hints.wave ?? 0) * 10 + (RANKS[manifest.kind] ?? MIDDLE);
}

function below(levels: ReadonlyMap<number, readonly string[]> | undefined, level: number): readonly string[] {
  const lower = [...(levels?.keys() ?? [])].filter((other) => other < level);
  return levels?.get(Math.max(...lower)) ?? [];
}
