import type { EnvVar, Volume, VolumeMount } from "../imports/kubernetes";

/** What a room adds to a pod; rooms meet in the pod without knowing each other. */
export interface PodContribution {
  readonly env: readonly EnvVar[];
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
}
