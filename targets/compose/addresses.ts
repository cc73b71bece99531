import type { Rendered } from "../../lib/rendered";
import type { Port } from "./manifests";
import { portNumber } from "./manifests";
import type { Workload } from "./workload";
import { selects, workloadsOf } from "./workload";

/** A port of a Service, and where the program behind it listens. */
export interface Entrance {
  readonly name: string;
  readonly port: number;
  readonly target: number;
  readonly protocol: "TCP" | "UDP";
}

/** A Service of the cluster with the pods behind it. */
export interface Address {
  readonly app: string;
  readonly name: string;
  readonly workload: Workload;
  /** Names by which pods of any namespace reach it. */
  readonly hosts: readonly string[];
  readonly entrances: readonly Entrance[];
}

interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly {
    readonly name?: string;
    readonly port: number;
    readonly targetPort?: Port;
    readonly protocol?: "TCP" | "UDP";
  }[];
}

/** The Services of an environment that have pods, with the names that they have in all environments. */
export function addressesOf(rendered: Rendered, programs: readonly Rendered[]): readonly Address[] {
  const all = programs.flatMap(servicesWithPods);
  return servicesWithPods(rendered).map((address) => {
    const same = all.filter(({ app, name }) => app === address.app && name === address.name);
    return { ...address, hosts: [...new Set([address, ...same].flatMap(({ hosts }) => hosts))].sort() };
  });
}

function servicesWithPods(rendered: Rendered): readonly Address[] {
  const workloads = workloadsOf(rendered);
  return rendered.objects.flatMap(({ app, manifest }) => {
    if (manifest.kind !== "Service") return [];
    const { name, namespace = "default" } = manifest.metadata;
    const { selector, ports = [] } = (manifest["spec"] ?? {}) as unknown as ServiceSpec;
    const workload = workloads.find((one) => one.namespace === namespace && selects(selector, one.labels));
    if (!workload) return [];
    const local = `${name}.${namespace}`;
    const hosts = [local, `${local}.svc`, `${local}.svc.cluster.local`];
    const entrances = ports.flatMap(({ name: port = "", port: number, targetPort = number, protocol = "TCP" }) => {
      const target = portNumber(workload.pod, targetPort);
      return target === undefined ? [] : [{ name: port || `port-${number}`, port: number, target, protocol }];
    });
    return [{ app, name, workload, hosts, entrances }];
  });
}

const HOST = /(?<![\w.-])([a-z]+:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::(\d{1,5}))?(?![\w-])/g;

/** The ports of Services in a text as those of the containers behind them: there is no Service in between. */
export function withoutServices(text: string, addresses: readonly Address[]): string {
  return text.replace(HOST, (whole, scheme: string | undefined, host: string, port: string | undefined) => {
    const address = addresses.find(({ hosts }) => hosts.includes(host));
    const asked = port ?? (scheme === "http://" ? "80" : undefined);
    const entrance = address?.entrances.find((one) => String(one.port) === asked);
    return entrance ? `${scheme ?? ""}${host}:${entrance.target}` : whole;
  });
}
