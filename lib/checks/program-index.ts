import type { Declared, Rendered } from "../rendered";
import { distinct } from "./choices";
import type { Entry } from "./entry";
import { entryOf, identity } from "./entry";
import { groupKind } from "./kinds";
import { PodIndex } from "./pod-index";
import type { Scaler } from "./scaler";
import { readScaler, SCALER_KINDS } from "./scaler";
import type { Workload } from "./workload";
import { readWorkload, WORKLOAD_KINDS } from "./workload";
import { remembered } from "./remembered";

const GIVEN: ReadonlyMap<string, string> = new Map([
  ["ServiceAccount", "default"],
  ["ConfigMap", "kube-root-ca.crt"],
]);

/** The program by what its objects are and refer to; built once, read by every rule. */
export class ProgramIndex {
  readonly entries: readonly Entry[];
  readonly workloads: readonly Workload[];
  readonly scalers: readonly Scaler[];
  readonly pods: PodIndex;
  readonly #byKind = new Map<string, Entry[]>();
  readonly #duplicates: Entry[] = [];
  readonly #byIdentity = new Map<string, Entry>();
  readonly #names = remembered((kind) =>
    remembered((namespace) =>
      distinct(this.ofKind(kind).flatMap((entry) => (entry.namespace === namespace ? entry.name : []))),
    ),
  );
  readonly #declared: ReadonlySet<string>;
  readonly #scalers: ReadonlyMap<string, Scaler>;

  constructor({ objects, declared }: Pick<Rendered, "objects" | "declared">) {
    const kindOf = remembered((apiVersion) => remembered((kind) => groupKind(apiVersion, kind)));
    this.entries = objects.map((object) =>
      entryOf(object, kindOf(String(object.manifest.apiVersion))(String(object.manifest.kind))),
    );
    for (const entry of this.entries) this.#add(entry);
    this.workloads = WORKLOAD_KINDS.flatMap((kind) => this.ofKind(kind).flatMap((entry) => readWorkload(entry) ?? []));
    this.scalers = SCALER_KINDS.flatMap((kind) => this.ofKind(kind).map(readScaler));
    this.pods = new PodIndex(this.workloads);
    this.#declared = new Set(declared.map(declaredIdentity));
    const lastFirst = [...this.scalers].sort((a, b) => (a.object.path < b.object.path ? 1 : -1));
    this.#scalers = new Map(lastFirst.map((one) => [identity(one.targetKind, one.namespace, one.targetName), one]));
  }

  /** The objects of a group and kind. */
  ofKind(kind: string): readonly Entry[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Objects whose identity another one has that comes before them by path: `find` gives that one. */
  get duplicates(): readonly Entry[] {
    return this.#duplicates;
  }

  find(kind: string, namespace: string, name: string): Entry | undefined {
    return this.#byIdentity.get(identity(kind, namespace, name));
  }

  /** Whether an object is in the program, or is there without it. */
  has(kind: string, namespace: string, name: string): boolean {
    return this.#byIdentity.has(identity(kind, namespace, name)) || this.isElsewhere(kind, namespace, name);
  }

  /** Whether an object was declared to exist, or is made by Kubernetes in every namespace. */
  isElsewhere(kind: string, namespace: string, name: string): boolean {
    return GIVEN.get(kind) === name || this.#declared.has(identity(kind, namespace, name));
  }

  /** Names of the objects of a kind in a namespace, each once, sorted. */
  names(kind: string, namespace: string): readonly string[] {
    return this.#names(kind)(namespace);
  }

  scalerOf(workload: Workload): Scaler | undefined {
    return this.#scalers.get(identity(workload.kind, workload.namespace, workload.name));
  }

  #add(entry: Entry): void {
    const kind = this.#byKind.get(entry.kind);
    if (kind) kind.push(entry);
    else this.#byKind.set(entry.kind, [entry]);
    const other = this.#byIdentity.get(entry.key);
    const isFirst = other === undefined || entry.object.path < other.object.path;
    if (isFirst) this.#byIdentity.set(entry.key, entry);
    if (other !== undefined) this.#duplicates.push(isFirst ? other : entry);
  }
}

const DECLARED_KINDS: Partial<Record<Declared["kind"], string>> = {
  Gateway: "gateway.networking.k8s.io/Gateway",
  ClusterRole: "rbac.authorization.k8s.io/ClusterRole",
};

function declaredIdentity({ kind, namespace, name }: Declared): string {
  return identity(DECLARED_KINDS[kind] ?? kind, kind === "ClusterRole" ? "" : namespace, name);
}
