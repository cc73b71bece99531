import { addressText, type KubeObject } from "../plane/kube-object";

interface Workload extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
  };
}

interface Autoscaler extends KubeObject {
  readonly spec: {
    readonly minReplicas?: number;
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  };
}

interface Job extends KubeObject {
  readonly spec: { readonly completions?: number };
  readonly status?: { readonly succeeded?: number };
}

/** A line for each workload that does not have all its pods ready, or each job that has not succeeded. */
export function idleWorkloads(objects: readonly KubeObject[]): string[] {
  const autoscalers = objects.filter(({ kind }) => kind === "HorizontalPodAutoscaler") as Autoscaler[];
  return objects.flatMap((object) => {
    if (object.kind === "Job") return idleJob(object as Job);
    return object.kind === "Deployment" || object.kind === "StatefulSet" ? idle(object as Workload, autoscalers) : [];
  });
}

function idle(workload: Workload, autoscalers: readonly Autoscaler[]): string[] {
  const { metadata, spec, status } = workload;
  const own = autoscalers.filter(({ metadata: { namespace }, spec: { scaleTargetRef } }) => {
    return (
      namespace === metadata.namespace && scaleTargetRef.name === metadata.name && scaleTargetRef.kind === workload.kind
    );
  });
  const wanted = Math.max(spec.replicas ?? 1, ...own.map(({ spec }) => spec.minReplicas ?? 1));
  const seen = status?.observedGeneration === metadata.generation ? status : undefined;
  const ready = Math.min(seen?.readyReplicas ?? 0, seen?.updatedReplicas ?? 0);
  return ready === wanted && spec.replicas === wanted ? [] : [`${addressText(workload)}: ${ready} of ${wanted} ready`];
}

function idleJob(job: Job): string[] {
  const wanted = job.spec.completions ?? 1;
  const succeeded = job.status?.succeeded ?? 0;
  return succeeded === wanted ? [] : [`${addressText(job)}: ${succeeded} of ${wanted} succeeded`];
}
