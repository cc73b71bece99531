import type { ImageRef } from "../../lib/image-ref";
import { CpuLimit } from "../../lib/opt-out";
import type { Cpu, Size } from "../../lib/units";
import type { Container, ContainerPort, EnvVar, Lifecycle, VolumeMount } from "../imports/kubernetes";
import type { Probes } from "./health";
import { containerSecurity } from "./security";

/** Everything that is decided about one container. */
export interface ContainerPlan {
  readonly name: string;
  readonly image: ImageRef;
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[];
  readonly env: readonly EnvVar[];
  readonly ports: readonly ContainerPort[];
  readonly mounts: readonly VolumeMount[];
  readonly use: Use;
  readonly bindLowPorts: boolean;
  readonly probes?: Probes | undefined;
  readonly lifecycle?: Lifecycle | undefined;
  /** Always: a sidecar, which starts before the program and ends after it. */
  readonly restartPolicy?: "Always" | undefined;
}

/** What a container may use. */
export interface Use {
  readonly cpu: Cpu;
  readonly cpuLimit: Cpu | CpuLimit;
  /** Request and limit. */
  readonly memory: Size;
  /** Request and limit of ephemeral storage: writable folders and logs. */
  readonly storage: Size;
}

/** A container as Kubernetes reads it. */
export function container(plan: ContainerPlan): Container {
  return {
    args: plan.args.length > 0 ? [...plan.args] : undefined,
    command: plan.command && [...plan.command],
    env: plan.env.length > 0 ? [...plan.env] : undefined,
    image: plan.image.reference,
    imagePullPolicy: plan.image.digest ? "IfNotPresent" : "Always",
    lifecycle: plan.lifecycle,
    ...plan.probes,
    name: plan.name,
    ports: plan.ports.length > 0 ? [...plan.ports] : undefined,
    resources: resources(plan.use),
    restartPolicy: plan.restartPolicy,
    securityContext: containerSecurity(plan),
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: plan.mounts.length > 0 ? [...plan.mounts] : undefined,
  };
}

function resources({ cpu, cpuLimit, memory, storage }: Use): Container["resources"] {
  const same = { "ephemeral-storage": `${storage}`, memory: `${memory}` };
  return {
    limits: cpuLimit instanceof CpuLimit ? same : { cpu: `${cpuLimit}`, ...same },
    requests: { cpu: `${cpu}`, ...same },
  };
}
