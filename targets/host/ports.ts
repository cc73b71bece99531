import type { Fields } from "../../lib/checks/read";
import { fields, list } from "../../lib/checks/read";
import type { Problem } from "../../lib/errors";
import { byCodeUnit } from "../../lib/fields";
import type { RenderedObject } from "../../lib/rendered";
import type { HostPort, HostProgram } from "./program";
import { Reader } from "./reader";

/** The variable by which a program with `go/serve` is told where to listen. */
function variableOf({ name }: HostPort): string {
  return `GANTRY_PORT_${name.toUpperCase().replaceAll("-", "_")}`;
}

/**
 * Pods have an address each, programs of a host share one: a port that another program has, in the order of names, gives way to the next free one,
 * where a variable tells the program so.
 */
export function sharePorts(programs: readonly HostProgram[]): Problem[] {
  const taken = new Set<number>();
  const wanted = [...programs].sort((a, b) => byCodeUnit(a.name, b.name));
  return wanted.flatMap(({ object, literals, ports }) => {
    const reader = new Reader(object);
    for (const port of ports) {
      if (port.inPod < 1024) reader.complain(`ports.${port.name}`, String(port.inPod), LOW);
      while (taken.has(port.onHost)) port.onHost++;
      taken.add(port.onHost);
      const told = literals.some(([name, value]) => name === variableOf(port) && value === String(port.inPod));
      if (port.onHost !== port.inPod && !told) reader.complain(`ports.${port.name}`, `${port.inPod} twice`, TWICE);
    }
    return reader.problems;
  });
}

const LOW = {
  code: "host-port-low",
  allowed: "a port from 1024: the program has no right to listen below",
  fix: "listen on 8080, for example; nginx answers on 443",
};
const TWICE = {
  code: "host-port-twice",
  allowed:
    "ports that no other program of the host has, or a variable GANTRY_PORT_<NAME> that tells the program another one",
  fix: "give the program a port of its own",
};

/** Where the ports of Services are on a host: `namespace/service:port` → port. */
export type Services = ReadonlyMap<string, { readonly port: HostPort; readonly isGrpc: boolean }>;

/** Services by name and by number of their port. */
export function servicesOf(objects: readonly RenderedObject[], programs: readonly HostProgram[]): Services {
  const found = new Map<string, { readonly port: HostPort; readonly isGrpc: boolean }>();
  for (const { manifest } of objects.filter((one) => one.manifest.kind === "Service")) {
    const { name, namespace = "" } = manifest.metadata;
    const { selector, ports } = fields(manifest["spec"]);
    const program = programs.find((one) => one.namespace === namespace && isSelected(one, fields(selector)));
    for (const served of list(ports).map(fields)) {
      const port = program?.ports.find((one) =>
        [one.name, one.inPod].includes((served["targetPort"] ?? served["port"]) as string),
      );
      if (!port) continue;
      const target = { port, isGrpc: served["appProtocol"] === "kubernetes.io/h2c" };
      for (const key of [served["name"], served["port"]]) found.set(`${namespace}/${name}:${String(key)}`, target);
    }
  }
  return found;
}

function isSelected({ object }: HostProgram, selector: Fields): boolean {
  const template = fields(fields(object.manifest["spec"])["template"]);
  const labels = fields(fields(template["metadata"])["labels"]);
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

const CLUSTER_ADDRESS = /(?<![\w.-])([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?:(\d+)\b/g;

/** The environment on a host: the ports that the program got, and addresses of Services of the program as addresses of the host. */
export function onHost({ literals, ports }: HostProgram, services: Services): readonly (readonly [string, string])[] {
  return literals.map(([name, value]) => {
    const port = ports.find((one) => variableOf(one) === name && value === String(one.inPod));
    if (port) return [name, String(port.onHost)];
    return [
      name,
      value.replace(CLUSTER_ADDRESS, (address: string, service: string, namespace: string, number: string) => {
        const found = services.get(`${namespace}/${service}:${number}`);
        return found ? `127.0.0.1:${found.port.onHost}` : address;
      }),
    ];
  });
}
