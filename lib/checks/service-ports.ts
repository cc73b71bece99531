import type { Problem } from "../errors";
import type { RenderedObject } from "../rendered";
import { dnsLabel } from "../names";
import { show } from "../show";
import { isPortNumber } from "./ports";
import { problem } from "./problem";
import type { Fields } from "./read";
import { fields, list, text } from "./read";

/** kube-apiserver's default `--service-node-port-range`. */
const NODE_PORTS = { least: 30000, most: 32767 };

/** The JSON path of a Service's port. */
export function portField(index: number): string {
  return `spec.ports[${index}]`;
}

/** The ports of a Service are numbers, named where there are several, and each is there once. */
export function checkServicePorts(object: RenderedObject, spec: Fields): Problem[] {
  const ports = list(spec["ports"]).map(fields);
  return ports.flatMap((port, index) => [
    ...numbers(object, port, index),
    ...name(object, port, index, ports.length),
    ...repeated(object, ports, index),
  ]);
}

function numbers(object: RenderedObject, port: Fields, index: number): Problem[] {
  const problems: Problem[] = [];
  const { port: number, nodePort, targetPort } = port;
  const complaint = {
    code: "port-number",
    allowed: "a whole number from 1 to 65535",
    fix: "write it without quotes, e.g. 8080",
  };
  if (!isPortNumber(number))
    problems.push(problem(object, `${portField(index)}.port`, { ...complaint, got: show(number) }));
  if (typeof targetPort === "number" && targetPort !== 0 && !isPortNumber(targetPort)) {
    problems.push(problem(object, `${portField(index)}.targetPort`, { ...complaint, got: show(targetPort) }));
  }
  const isNodePort = isPortNumber(nodePort) && nodePort >= NODE_PORTS.least && nodePort <= NODE_PORTS.most;
  if (nodePort === undefined || nodePort === 0 || isNodePort) return problems;
  const allowed = `a whole number from ${NODE_PORTS.least} to ${NODE_PORTS.most}, the range of Kubernetes`;
  const fix = "leave nodePort out: Kubernetes chooses a free one";
  return [
    ...problems,
    problem(object, `${portField(index)}.nodePort`, { code: "node-port", got: show(nodePort), allowed, fix }),
  ];
}

function name(object: RenderedObject, port: Fields, index: number, count: number): Problem[] {
  const given = text(port["name"]);
  const misspelt = given ? dnsLabel(given) : undefined;
  if (misspelt) return [problem(object, `${portField(index)}.name`, misspelt)];
  if (count < 2 || given) return [];
  const complaint = {
    code: "unnamed-port",
    got: `port ${show(port["port"])} without a name, one of ${count}`,
    allowed: "a name for each port of a Service that has several",
    fix: 'name it after its protocol, e.g. "http" or "grpc"',
  };
  return [problem(object, `${portField(index)}.name`, complaint)];
}

function repeated(object: RenderedObject, ports: readonly Fields[], index: number): Problem[] {
  const earlier = ports.slice(0, index);
  const port = ports[index] ?? {};
  const key = (one: Fields) => `${String(one["port"])}/${text(one["protocol"]) ?? "TCP"}`;
  const same = earlier.findIndex((one) => key(one) === key(port));
  const namesake = earlier.findIndex((one) => one["name"] !== undefined && one["name"] === port["name"]);
  if (same < 0 && namesake < 0) return [];
  const [field, got, twin] = same >= 0 ? ["port", key(port), same] : ["name", show(port["name"]), namesake];
  const complaint = {
    code: "duplicate-port",
    got: `${got}, which ${portField(twin)} is too`,
    allowed: "each name, and each number with its protocol, once in a Service",
    fix: `remove ${portField(index)}, or give it a ${field === "port" ? "number" : "name"} of its own`,
  };
  return [problem(object, `${portField(index)}.${field}`, complaint)];
}
