import { distinct } from "./choices";
import { remembered } from "./remembered";
import type { Requirement, Selector } from "./selector";
import { matches } from "./selector";
import type { Workload } from "./workload";

/** The workloads of a program by the labels of their pods: finds what a selector means without looking at every pod. */
export class PodIndex {
  readonly #byNamespace = new Map<string, Workload[]>();
  readonly #byLabel = new Map<string, Workload[]>();
  readonly #labels = remembered((namespace) => {
    const pods = this.#byNamespace.get(namespace) ?? [];
    return distinct(
      pods.flatMap(({ labels }) => Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`)),
    );
  });

  constructor(workloads: readonly Workload[]) {
    for (const workload of [...workloads].sort(byPath)) {
      append(this.#byNamespace, workload.namespace, workload);
      for (const [key, value] of Object.entries(workload.labels)) {
        append(this.#byLabel, label(workload.namespace, key, String(value)), workload);
      }
    }
  }

  /** The workloads of a namespace whose pods meet a selector, by path; all of them when it is empty. */
  select(namespace: string, selector: Selector): readonly Workload[] {
    let fewest: readonly Workload[] = this.#byNamespace.get(namespace) ?? [];
    for (const requirement of selector) {
      const candidates = this.#candidates(namespace, requirement);
      if (candidates && selector.length === 1) return candidates;
      if (candidates && candidates.length < fewest.length) fewest = candidates;
    }
    return fewest.filter((workload) => matches(selector, workload.labels));
  }

  /** Every label of the pods in a namespace as `key=value`, each once, sorted. */
  labels(namespace: string): readonly string[] {
    return this.#labels(namespace);
  }

  #candidates(namespace: string, { key, operator, values }: Requirement): Workload[] | undefined {
    if (operator !== "In") return undefined;
    const [only] = values;
    if (only !== undefined && values.length === 1) return this.#byLabel.get(label(namespace, key, only)) ?? [];
    return [...new Set(values)].flatMap((value) => this.#byLabel.get(label(namespace, key, value)) ?? []).sort(byPath);
  }
}

function byPath(a: Workload, b: Workload): number {
  return a.object.path < b.object.path ? -1 : 1;
}

function label(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}=${value}`;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
