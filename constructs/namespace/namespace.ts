import { Lazy } from "cdk8s";
import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import { Cpu, Size } from "../../lib/units";
import { KubeObject, WAVES } from "../base/kube-object";
import { wiringOf } from "../base/context";
import type { Demand } from "../base/wiring";

/** A namespace that admits only pods of the Pod Security level "restricted". */
export class HardenedNamespace extends KubeObject<"Namespace"> {
  constructor(scope: Construct, id: string, name: string, email: string, environment: Environment) {
    const version = `v${environment.kubernetes}`;
    const levels = ["audit", "enforce", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, "restricted"],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]);
    const labels = Object.fromEntries(levels) as Record<string, string>;
    super(
      scope,
      id,
      "Namespace",
      { name, labels, annotations: { email } },
      {},
      { wave: WAVES.namespace, protect: true },
    );
  }
}

/** What a container gets that does not say what it needs. */
export class ContainerDefaults extends KubeObject<"LimitRange"> {
  constructor(scope: Construct, id: string) {
    const limits = {
      default: { cpu: "500m", "ephemeral-storage": "256Mi", memory: "512Mi" },
      defaultRequest: { cpu: "250m", "ephemeral-storage": "256Mi", memory: "512Mi" },
      type: "Container",
    };
    super(scope, id, "LimitRange", { name: "defaults" }, { spec: { limits: [limits] } }, { wave: WAVES.namespace });
  }
}

/**
 * A quota that fits the programs of the namespace: the sum of what they need with all their pods and the surge of every rollout at once, and a
 * fifth on top. So it never refuses a rollout, and a program that grows beyond its declaration is stopped.
 */
export class FittedQuota extends KubeObject<"ResourceQuota"> {
  constructor(scope: Construct, id: string, namespace: string) {
    const { demands } = wiringOf(scope);
    const hard = Lazy.any({
      produce: () => quota(demands.filter((demand) => demand.namespace === namespace)),
    }) as Record<string, string>;
    super(scope, id, "ResourceQuota", { name: "fitted" }, { spec: { hard } }, { wave: WAVES.namespace });
  }
}

const HEADROOM = 1.2;

function quota(demands: readonly Demand[]): Record<string, string> {
  const sum = (of: (demand: Demand) => number) =>
    Math.max(1, Math.ceil(demands.reduce((total, demand) => total + of(demand), 0) * HEADROOM));
  const mebibytes = (of: (demand: Demand) => number) => `${Size.mebibytes(Math.ceil(sum(of) / 2 ** 20))}`;
  const isLimited = demands.every((demand) => demand.cpuLimit > 0);
  return {
    ...(isLimited && { "limits.cpu": `${Cpu.millis(sum((demand) => demand.cpuLimit))}` }),
    "limits.ephemeral-storage": mebibytes((demand) => demand.storage),
    "limits.memory": mebibytes((demand) => demand.memory),
    pods: String(sum((demand) => demand.pods)),
    "requests.cpu": `${Cpu.millis(sum((demand) => demand.cpuRequest))}`,
    "requests.ephemeral-storage": mebibytes((demand) => demand.storage),
    "requests.memory": mebibytes((demand) => demand.memory),
  };
}
