import { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { ScaleTarget } from "../../lib/ports";
import type { Hints } from "../../lib/rendered";
import type { Size } from "../../lib/units";
import { KubeObject } from "../base/kube-object";
import { programLabels, selectorLabels } from "../base/labels";
import type { PersistentVolumeClaim } from "../imports/kubernetes";
import type { PodPlan } from "./pod";
import { podTemplate } from "./pod";
import type { RolloutSettings } from "./rollout";

/** Disk that belongs to one pod and outlives it. */
export interface StatePlan {
  readonly size: Size;
  readonly mountPath: string;
  readonly storageClass: string | undefined;
}

/** Everything that is decided about pods that keep running. */
export interface WorkloadPlan {
  readonly pod: PodPlan;
  /** The number of pods, or nothing when an autoscaler owns it. */
  readonly replicas: number | undefined;
  readonly rollout: RolloutSettings;
  readonly state: StatePlan | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The label by which a Deployment tells its revisions apart; StatefulSets have another one. */
export const DEPLOYMENT_REVISION = "pod-template-hash";
export const STATEFUL_SET_REVISION = "controller-revision-hash";

const STATE = "state";

/** Pods that keep running: a Deployment, or a StatefulSet where state is declared. */
export class HardenedWorkload extends Construct implements ScaleTarget {
  readonly kind: "Deployment" | "StatefulSet";
  readonly apiVersion = "apps/v1";
  readonly name: string;

  constructor(scope: Construct, id: string, plan: WorkloadPlan, environment: Environment) {
    super(scope, id);
    this.name = plan.pod.name;
    this.kind = plan.state ? "StatefulSet" : "Deployment";
    if (plan.state) this.statefulSet(plan, plan.state, environment);
    else this.deployment(plan, environment);
  }

  private deployment({ pod, replicas, rollout, annotations }: WorkloadPlan, environment: Environment): void {
    new KubeObject(
      this,
      "Resource",
      "Deployment",
      { name: this.name, labels: programLabels(this.name), annotations },
      {
        spec: {
          minReadySeconds: rollout.minReady.toSeconds() || undefined,
          progressDeadlineSeconds: rollout.progressDeadline.toSeconds(),
          replicas,
          revisionHistoryLimit: rollout.history,
          selector: { matchLabels: selectorLabels(this.name) },
          strategy: {
            rollingUpdate: { maxSurge: rollout.maxSurge, maxUnavailable: rollout.maxUnavailable },
            type: "RollingUpdate",
          },
          template: podTemplate(pod, environment),
        },
      },
      autoscaled(replicas),
    );
  }

  private statefulSet(
    { pod, replicas, rollout, annotations }: WorkloadPlan,
    state: StatePlan,
    environment: Environment,
  ): void {
    const mounts = [...pod.main.mounts, { mountPath: state.mountPath, name: STATE }];
    const template = podTemplate({ ...pod, main: { ...pod.main, mounts } }, environment);
    const claim: PersistentVolumeClaim = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: STATE },
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: `${state.size}` } },
        storageClassName: state.storageClass,
      },
    };
    new KubeObject(
      this,
      "Resource",
      "StatefulSet",
      { name: this.name, labels: programLabels(this.name), annotations },
      {
        spec: {
          minReadySeconds: rollout.minReady.toSeconds() || undefined,
          persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
          podManagementPolicy: "Parallel",
          replicas,
          revisionHistoryLimit: rollout.history,
          selector: { matchLabels: selectorLabels(this.name) },
          serviceName: headlessName(this.name),
          template,
          updateStrategy: { type: "RollingUpdate" },
          volumeClaimTemplates: [claim],
        },
      },
      { protect: true, ...autoscaled(replicas) },
    );
  }
}

/** The number of pods belongs to the autoscaler when the manifest does not name it. */
function autoscaled(replicas: number | undefined): Hints {
  return replicas === undefined ? { ownedElsewhere: ["/spec/replicas"] } : {};
}

/** The Service that gives each pod of a StatefulSet a name of its own. */
export function headlessName(name: string): string {
  return `${name}-pods`;
}
