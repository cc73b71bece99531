import type { Cpu, Size } from "../units";

/** What a container asks for and may use. */
export interface ContainerResources {
  readonly requests?: Amounts | undefined;
  readonly limits?: Amounts | undefined;
}

interface Amounts {
  readonly cpu?: Cpu | undefined;
  readonly memory?: Size | undefined;
}

export type QosClass = "Guaranteed" | "Burstable" | "BestEffort";

/**
 * The quality of service of a pod with these containers, init containers included (kubernetes/kubernetes
 * pkg/apis/core/v1/helper/qos `ComputePodQOS`). As the API server does, a missing request counts as the limit.
 */
export function qosClass(containers: readonly ContainerResources[]): QosClass {
  const amounts = containers.flatMap(({ requests, limits }) => [
    { request: requests?.cpu?.toMillis(), limit: limits?.cpu?.toMillis() },
    { request: requests?.memory?.toBytes(), limit: limits?.memory?.toBytes() },
  ]);
  if (amounts.every(({ request, limit }) => request === undefined && limit === undefined)) return "BestEffort";
  const isFixed = amounts.every(({ request, limit }) => limit !== undefined && (request ?? limit) === limit);
  return isFixed ? "Guaranteed" : "Burstable";
}
