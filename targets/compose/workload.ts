import type { Manifest, Rendered, RenderedObject } from "../../lib/rendered";
import type { Pod } from "./manifests";

type Labels = Readonly<Record<string, string>>;

/** Pods of one kind. */
export interface Workload {
  readonly path: string;
  readonly app: string;
  /** What its objects are called. */
  readonly name: string;
  readonly namespace: string;
  /** Runs until it is stopped, or once: when somebody asks, or before its owner. */
  readonly runs: "always" | "asked" | "before";
  /** The program that a migration belongs to; itself for all others. */
  readonly owner: string;
  readonly labels: Labels;
  readonly pod: Pod;
  /** Names of volumes that each pod gets for itself. */
  readonly claims: readonly string[];
}

interface Spec {
  readonly template?: { readonly metadata?: { readonly labels?: Labels }; readonly spec: Pod };
  readonly jobTemplate?: { readonly spec: Spec };
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

const RUNNING = ["Deployment", "StatefulSet", "DaemonSet"];

/** Everything that starts containers, by name. */
export function workloadsOf({ objects }: Rendered): readonly Workload[] {
  const running = objects.filter(({ manifest }) => RUNNING.includes(manifest.kind));
  const once = objects.filter(({ manifest }) => ["Job", "CronJob"].includes(manifest.kind));
  return [
    ...running.map((object) => workload(object, "always")),
    ...once.map((object) => {
      const owner = running.find((one) => isMigration(object, one));
      return workload(object, owner ? "before" : "asked", owner);
    }),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function workload(object: RenderedObject, runs: Workload["runs"], owner = object): Workload {
  const { manifest, path, app } = object;
  const spec = specOf(manifest);
  const { template } = spec.jobTemplate?.spec ?? spec;
  const labels = template?.metadata?.labels ?? {};
  return {
    path,
    app,
    name: labels["app.kubernetes.io/instance"] ?? manifest.metadata.name,
    namespace: manifest.metadata.namespace ?? "default",
    runs,
    owner: owner.path,
    labels,
    pod: template?.spec ?? { containers: [] },
    claims: (spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name),
  };
}

/** A job of the same declaration that stands in an earlier wave. */
function isMigration(job: RenderedObject, running: RenderedObject): boolean {
  const declaration = job.path.slice(0, job.path.lastIndexOf("/") + 1);
  return running.path.startsWith(declaration) && (job.hints.wave ?? 0) < (running.hints.wave ?? 0);
}

function specOf(manifest: Manifest): Spec {
  return (manifest["spec"] ?? {}) as unknown as Spec;
}

/** Whether every label of a selector is there; an empty selector selects nothing here. */
export function selects(selector: Labels | undefined, labels: Labels): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
