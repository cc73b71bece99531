import type { Requirement, Selector } from "./selector";
import { matches } from "./selector";
import type { Workload } from "./workload";

/** The workloads of a program by the labels of their pods: finds what a selector means without looking at every pod. */
export class PodIndex {
  readonly #byNamespace = new Map<string, Workload[]>();
  readonly #byLabel = new Map<string, Workload[]>();

  constructor(workloads: readonly Workload[]) {
    for (const workload of workloads) {
      append(this.#byNamespace, workload.namespace, workload);
      for (const [key, value] of Object.entries(workload.labels)) {
        append(this.#byLabel, label(workload.namespace, key, String(value)), workload);
      }
    }
  }

  /** The workloads of a namespace whose pods meet a selector; all of them when it is empty. */
  select(namespace: string, selector: Selector): readonly Workload[] {
    const all = this.#byNamespace.get(namespace) ?? [];
    let fewest = all;
    for (const requirement of selector) {
      const candidates = this.#candidates(namespace, requirement);
      if (candidates && candidates.length < fewest.length) fewest = candidates;
    }
    return fewest.filter((workload) => matches(selector, workload.labels));
  }

  /** Every label of the pods in a namespace, as `key=value`. */
  labels(namespace: string): string[] {
    const pods = this.#byNamespace.get(namespace) ?? [];
    return pods.flatMap((workload) => Object.entries(workload.labels).map(([key, value]) => `${key}=${String(value)}`));
  }

  #candidates(namespace: string, { key, operator, values }: Requirement): Workload[] | undefined {
    if (operator !== "In") return undefined;
    const [only] = values;
    if (only !== undefined && values.length === 1) return this.#byLabel.get(label(namespace, key, only)) ?? [];
    return [...new Set(values)].flatMap((value) => this.#byLabel.get(label(namespace, key, value)) ?? []);
  }
}

function label(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}=${value}`;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
