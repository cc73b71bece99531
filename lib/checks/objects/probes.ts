import type { Problem } from "../../errors";
import { show } from "../../show";
import { portChoices } from "../ports";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import type { Fields } from "../read";
import { fields, isFields } from "../read";
import type { Container, Workload } from "../workload";

const PROBES = ["startupProbe", "livenessProbe", "readinessProbe"];

/** Probes ask a port that is open, at a path, in time; and liveness asks another question than readiness. */
export function checkProbes(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) =>
    workload.containers.flatMap((container) => [
      ...PROBES.flatMap((name) => checkProbe(workload, container, name)),
      ...identical(workload, container),
    ]),
  );
}

function checkProbe(workload: Workload, container: Container, name: string): Problem[] {
  const probe = container.spec[name];
  if (!isFields(probe)) return [];
  const field = `${container.field}.${name}`;
  return [...handler(workload, container, probe, field), ...timing(workload, probe, field)];
}

function handler(workload: Workload, container: Container, probe: Fields, field: string): Problem[] {
  return ["httpGet", "tcpSocket", "grpc"].flatMap((how) => {
    const action = probe[how];
    if (!isFields(action)) return [];
    const path = how === "httpGet" ? httpPath(workload, action["path"], `${field}.${how}.path`) : [];
    return [...path, ...openPort(workload, container, action["port"], `${field}.${how}.port`)];
  });
}

function openPort(workload: Workload, container: Container, port: unknown, field: string): Problem[] {
  const inPod = workload.containers.flatMap((one) => one.ports);
  if (container.ports.some((one) => one.name === port || one.number === port)) return [];
  if (typeof port === "number" && inPod.some((one) => one.number === port)) return [];
  const complaint = {
    code: "unknown-probe-port",
    got: show(port),
    allowed: `a port that container ${show(container.name)} declares, by name or number`,
    fix: `ask a declared port: ${portChoices(port, container.ports)}`,
  };
  return [problem(workload.object, field, complaint)];
}

function httpPath({ object }: Workload, path: unknown, field: string): Problem[] {
  if (path === undefined || path === "" || (typeof path === "string" && path.startsWith("/") && isLine(path)))
    return [];
  const allowed =
    "a path that begins with /, without blanks and control characters: a line break would end the request's first line";
  return [problem(object, field, { code: "probe-path", got: show(path), allowed, fix: "write it as in /healthz" })];
}

/** Whether a text has neither blanks nor control characters. */
function isLine(path: string): boolean {
  return Array.from(path).every((character) => character > " " && character !== "\u007f");
}

/** Defaults of Kubernetes: 3 failures, 1 s of time, every 10 s. */
function timing({ object }: Workload, probe: Fields, field: string): Problem[] {
  const { failureThreshold = 3, timeoutSeconds = 1, periodSeconds = 10 } = probe;
  const problems: Problem[] = [];
  if (!Number.isInteger(failureThreshold) || Number(failureThreshold) < 1) {
    const complaint = {
      code: "probe-threshold",
      got: show(failureThreshold),
      allowed: "a whole number of at least 1",
      fix: "set 3, Kubernetes' default",
    };
    problems.push(problem(object, `${field}.failureThreshold`, complaint));
  }
  if (Number(timeoutSeconds) > Number(periodSeconds)) {
    const allowed = `at most periodSeconds (${show(periodSeconds)}): the next question would come before the answer`;
    const complaint = {
      code: "probe-timeout",
      got: show(timeoutSeconds),
      allowed,
      fix: `lower timeoutSeconds, or raise periodSeconds to ${show(timeoutSeconds)}`,
    };
    problems.push(problem(object, `${field}.timeoutSeconds`, complaint));
  }
  return problems;
}

function identical({ object }: Workload, { spec, field }: Container): Problem[] {
  const liveness = question(spec["livenessProbe"]);
  if (liveness === undefined || liveness !== question(spec["readinessProbe"])) return [];
  const complaint = {
    code: "probes-identical",
    got: `the same as readinessProbe: ${show(JSON.parse(liveness))}`,
    allowed:
      "a question about the process alone: a slow dependency must take a pod out of the Service, never restart it",
    fix: "give liveness a path of its own that touches nothing but the process, e.g. /livez",
  };
  return [problem(object, `${field}.livenessProbe`, complaint)];
}

/** What a probe asks, without its timing. */
function question(probe: unknown): string | undefined {
  if (!isFields(probe)) return undefined;
  const { httpGet, tcpSocket, grpc, exec } = fields(probe);
  return JSON.stringify({ httpGet, tcpSocket, grpc, exec });
}
