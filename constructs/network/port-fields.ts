import type { Field, FieldType, Finding } from "../../lib/fields";
import { choice, either, group, integer, recordOf, text } from "../../lib/fields";
import { portName } from "../../lib/names";
import type { ProgramPort } from "../../lib/ports";

/** A port with more than a number to say. */
export interface PortOptions {
  /** Where the program listens. */
  readonly port: number;
  /** Where the Service listens. @default - 80 for http, else the same as port */
  readonly servicePort?: number;
  /** @default "TCP" */
  readonly protocol?: "TCP" | "UDP";
}

/** Ports by name. Names that are or begin with `grpc` speak HTTP/2 without TLS, `http` HTTP/1.1. */
export type Ports = Readonly<Record<string, number | PortOptions>>;

export type PortSettings = Readonly<
  Record<
    string,
    number | { readonly port: number; readonly servicePort: number | undefined; readonly protocol: "TCP" | "UDP" }
  >
>;

const number = integer(1, 65535);
const options = group<Exclude<PortSettings[string], number>>({
  port: { type: number, required: true, doc: "where the program listens" },
  servicePort: { type: number, otherwise: "80 for http, else the same as port", doc: "where the Service listens" },
  protocol: { type: choice("TCP", "UDP"), default: "TCP", doc: "transport" },
});
const name = text("a port name", portName, ["http", "grpc", "admin"]);
const ports: FieldType<PortSettings> = recordOf(
  name,
  either((given) => typeof given === "object", options, number),
  20,
);

/** The field of a front door that has ports. */
export const PORTS: Field<PortSettings> = {
  type: ports,
  default: { http: 8080 },
  doc: "ports that callers may reach, by name; the first is the one that probes ask",
};

/** Ports with their defaults, without the ones that could not be read; `http` and then `grpc` come first whatever the order of the declaration, the rest by name. */
export function programPorts(settings: PortSettings): ProgramPort[] {
  return Object.entries(settings)
    .filter(([, given]) => given !== undefined)
    .map(([name, given]) =>
      programPort(
        name,
        typeof given === "number" ? { port: given, servicePort: undefined, protocol: "TCP" as const } : given,
      ),
    )
    .sort((a, b) => rank(a.name) - rank(b.name));
}

function rank(name: string): number {
  return isHttp(name) ? 0 : isGrpc(name) ? 1 : 2;
}

function programPort(
  name: string,
  { port, servicePort, protocol }: Exclude<PortSettings[string], number>,
): ProgramPort {
  const usual = name === "http" ? 80 : port;
  // https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
  const appProtocol = isGrpc(name) ? "kubernetes.io/h2c" : isHttp(name) ? "http" : undefined;
  return { name, port, servicePort: servicePort ?? usual, protocol, appProtocol };
}

/** Whether a port speaks gRPC, by its name. */
export function isGrpc(name: string): boolean {
  return /^grpc(?:-|$)/.test(name);
}

function isHttp(name: string): boolean {
  return /^http(?:-|$)/.test(name);
}

/** What is wrong with ports beyond their types: low ports without the capability, two on one number. */
export function portFindings(
  ports: readonly { readonly name: string; readonly port: number; readonly field: string }[],
  bindLowPorts: boolean,
): Finding[] {
  const byNumber = new Map<number, string>();
  return ports.flatMap(({ name, port, field }) => {
    const other = byNumber.get(port);
    byNumber.set(port, name);
    const findings: Finding[] = [];
    if (other)
      findings.push({
        code: "duplicate-port",
        field,
        got: String(port),
        allowed: `a number of its own: ${other} has this one`,
        fix: "choose another port",
      });
    if (port < 1024 && !bindLowPorts) {
      const allowed = "1024 or more: the program is not root";
      findings.push({
        code: "privileged-port",
        field,
        got: String(port),
        allowed,
        fix: `listen on ${port + 8000}, or set security.bindLowPorts`,
      });
    }
    return findings;
  });
}
