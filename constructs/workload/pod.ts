import type { Environment } from "../../lib/environment";
import { qosClass } from "../../lib/math/qos";
import { CpuLimit } from "../../lib/opt-out";
import type { PodSpec, PodTemplateSpec, Volume } from "../imports/kubernetes";
import { OWN, programLabels, reasons, selectorLabels } from "../base/labels";
import type { ContainerPlan } from "./container";
import { container } from "./container";
import type { SecuritySettings } from "./security";
import { hostUsers, podSecurity } from "./security";
import type { SpreadSettings } from "./spread";
import { apart, spreadConstraints } from "./spread";

/** Everything that is decided about the pods of a program. */
export interface PodPlan {
  readonly name: string;
  readonly account: string;
  readonly main: ContainerPlan;
  readonly init: readonly ContainerPlan[];
  readonly sidecars: readonly ContainerPlan[];
  readonly volumes: readonly Volume[];
  readonly security: SecuritySettings;
  readonly spread: SpreadSettings | undefined;
  /** The label that tells revisions apart. */
  readonly revision: string;
  readonly graceSeconds: number | undefined;
  readonly restartPolicy: "Always" | "Never" | "OnFailure";
  readonly priorityClass: string | undefined;
  /** Whether the pod gets a token for the Kubernetes API. */
  readonly token: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The pod that satisfies Pod Security "restricted" and the scanners; see docs/exemptions.md for where they contradict each other. */
export function podTemplate(plan: PodPlan, environment: Environment): PodTemplateSpec {
  return {
    metadata: {
      annotations: {
        ...(plan.sidecars.length > 0 ? { "kubectl.kubernetes.io/default-container": plan.main.name } : {}),
        [`${OWN}qos-class`]: podQos(plan),
        ...reasons({ "cpu-limit": optedOut(plan), "user-namespace": plan.security.userNamespace }),
        ...plan.annotations,
      },
      labels: { ...plan.labels, ...programLabels(plan.name) },
    },
    spec: podSpec(plan, environment),
  };
}

function podSpec(plan: PodPlan, environment: Environment): PodSpec {
  const selector = selectorLabels(plan.name);
  const init = [...plan.sidecars, ...plan.init].map(container);
  return {
    affinity: plan.spread && apart(selector),
    automountServiceAccountToken: plan.token,
    containers: [container(plan.main)],
    dnsConfig: { options: [{ name: "ndots", value: "2" }] },
    enableServiceLinks: false,
    hostUsers: hostUsers(plan.security, environment),
    initContainers: init.length > 0 ? init : undefined,
    priorityClassName: plan.priorityClass,
    restartPolicy: plan.restartPolicy,
    securityContext: podSecurity(plan.security, environment),
    serviceAccountName: plan.account,
    terminationGracePeriodSeconds: plan.graceSeconds,
    topologySpreadConstraints: plan.spread && spreadConstraints(plan.spread, selector, plan.revision),
    volumes: plan.volumes.length > 0 ? [...plan.volumes] : undefined,
  };
}

/** The pod's quality of service as the kubelet will work it out. */
export function podQos(plan: Pick<PodPlan, "main" | "init" | "sidecars">): string {
  const all = [plan.main, ...plan.init, ...plan.sidecars].map(({ use }) => ({
    requests: { cpu: use.cpu, memory: use.memory },
    limits: { ...(use.cpuLimit instanceof CpuLimit ? {} : { cpu: use.cpuLimit }), memory: use.memory },
  }));
  return qosClass(all);
}

function optedOut({ main, init, sidecars }: PodPlan): CpuLimit | undefined {
  return [main, ...init, ...sidecars].map(({ use }) => use.cpuLimit).find((limit) => limit instanceof CpuLimit);
}
