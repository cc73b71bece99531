import { Lazy } from "cdk8s";
import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { Quota } from "../../lib/quota";
import type { Size } from "../../lib/units";
import { Cpu, formatQuantity } from "../../lib/units";
import { KubeObject, WAVES } from "../base/kube-object";
import { wiringOf } from "../base/context";
import type { Demand } from "../base/wiring";

/** A namespace that admits only pods of the Pod Security level "restricted". */
export class HardenedNamespace extends KubeObject<"Namespace"> {
  constructor(
    scope: Construct,
    id: string,
    name: string,
    annotations: Record<string, string>,
    environment: Environment,
  ) {
    const version = `v${environment.kubernetes}`;
    const levels = ["audit", "enforce", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, "restricted"],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]);
    const labels = Object.fromEntries(levels) as Record<string, string>;
    super(scope, id, "Namespace", { name, labels, annotations }, {}, { wave: WAVES.namespace, protect: true });
  }
}

/**
 * What a container gets that does not say what it needs. No CPU limit where a program of the namespace opted out of its own: it would get this
 * one, and be refused when it asks for more.
 */
export class ContainerDefaults extends KubeObject<"LimitRange"> {
  constructor(scope: Construct, id: string, namespace: string) {
    const { demands } = wiringOf(scope);
    const cpu = Lazy.any({ produce: () => (isLimited(of(demands, namespace)) ? "500m" : undefined) }) as string;
    const limits = {
      default: { cpu, "ephemeral-storage": "256Mi", memory: "512Mi" },
      defaultRequest: { cpu: "250m", "ephemeral-storage": "256Mi", memory: "512Mi" },
      type: "Container",
    };
    super(scope, id, "LimitRange", { name: "defaults" }, { spec: { limits: [limits] } }, { wave: WAVES.namespace });
  }
}

/**
 * A quota that fits the programs of the namespace: the sum of what they need while every one of them is rolled out at its largest, with all old pods
 * still draining; and the room that somebody asked for. A program that grows beyond its declaration is stopped.
 */
export class FittedQuota extends KubeObject<"ResourceQuota"> {
  constructor(scope: Construct, id: string, namespace: string, room: Quota) {
    const { demands } = wiringOf(scope);
    const hard = Lazy.any({ produce: () => quota(of(demands, namespace), room) }) as Record<string, string>;
    super(scope, id, "ResourceQuota", { name: "fitted" }, { spec: { hard } }, { wave: WAVES.namespace });
  }
}

function of(demands: readonly Demand[], namespace: string): Demand[] {
  return demands.filter((demand) => demand.namespace === namespace);
}

function isLimited(demands: readonly Demand[]): boolean {
  return demands.every((demand) => demand.cpuLimit !== undefined);
}

function quota(demands: readonly Demand[], room: Quota): Record<string, string> {
  const sum = (of: (demand: Demand) => number, more = 0) =>
    Math.max(
      1,
      demands.reduce((total, demand) => total + of(demand), more),
    );
  const bytes = (of: (demand: Demand) => number, more?: Size) => mebibytes(sum(of, more?.toBytes()));
  const [cpu, memory] = [room.cpu?.toMillis(), room.memory];
  return {
    ...(isLimited(demands) && { "limits.cpu": `${Cpu.millis(sum((demand) => demand.cpuLimit ?? 0, (cpu ?? 0) * 2))}` }),
    "limits.ephemeral-storage": bytes((demand) => demand.storage),
    "limits.memory": bytes((demand) => demand.memory, memory),
    pods: String(sum((demand) => demand.pods, room.pods)),
    "requests.cpu": `${Cpu.millis(sum((demand) => demand.cpuRequest, cpu))}`,
    "requests.ephemeral-storage": bytes((demand) => demand.storage),
    "requests.memory": bytes((demand) => demand.memory, memory),
  };
}

/** Rounded up; a sum may be larger than any `Size`. */
function mebibytes(bytes: number): string {
  return formatQuantity({ nanos: BigInt(Math.ceil(bytes / 2 ** 20)) * 2n ** 20n * 10n ** 9n, format: "binary" });
}
