import type { Problem } from "../errors";
import { show } from "../show";
import { portChoices } from "./ports";
import { choices } from "./choices";
import { isOptedOut, optOut } from "./opt-outs";
import { problem } from "./problem";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";
import type { Fields } from "./read";
import { at, fields, list, text } from "./read";
import type { Selector } from "./selector";
import { selectorOfLabels, showSelector } from "./selector";
import { checkServicePorts, portField } from "./service-ports";
import type { ContainerPort, Workload } from "./workload";

/** Says that a Service has no selector on purpose: its endpoints are made by somebody else. */
export const SELECTORLESS = "gantry.dev/selectorless";

/** A Service leads to pods, through ports that they open. */
export function checkServices(program: ProgramIndex): Problem[] {
  return program.ofKind("Service").flatMap((service) => {
    const spec = fields(service.object.manifest["spec"]);
    return [...checkServicePorts(service.object, spec), ...endpoints(program, service, spec)];
  });
}

function endpoints(program: ProgramIndex, { object, namespace }: Entry, spec: Fields): Problem[] {
  if (spec["type"] === "ExternalName") return [];
  const selector = selectorOfLabels(spec["selector"]);
  if (selector.length === 0) return withoutSelector(object);
  const workloads = program.pods.select(namespace, selector);
  if (workloads.length === 0)
    return isOptedOut(object, "dangling-service") ? [] : dangling(program, object, namespace, selector);
  return list(spec["ports"]).flatMap((port, index) => targetPort(object, fields(port), index, workloads));
}

function withoutSelector(object: Entry["object"]): Problem[] {
  if (text(at(object.manifest, "metadata", "annotations", SELECTORLESS))) return [];
  const complaint = {
    code: "service-without-selector",
    got: "no label",
    allowed: "labels of the pods that answer: without them the Service has no endpoints",
    fix: `set spec.selector, or annotate it with ${SELECTORLESS} and the reason why somebody else makes the endpoints`,
  };
  return [problem(object, "spec.selector", complaint)];
}

function dangling(program: ProgramIndex, object: Entry["object"], namespace: string, selector: Selector): Problem[] {
  const complaint = {
    code: "dangling-service",
    got: showSelector(selector),
    allowed: `labels that the pods of a workload in namespace ${show(namespace)} carry: without pods nobody answers`,
    fix: `${nearestLabels(program, namespace, selector)}; where an operator makes the pods, ${optOut("dangling-service")}`,
  };
  return [problem(object, "spec.selector", complaint)];
}

/** What to select instead: the first label that no pod has, and the ones that pods do have. */
export function nearestLabels(program: ProgramIndex, namespace: string, selector: Selector): string {
  if (selector.length === 0) return `no pod of the program is in namespace ${show(namespace)}`;
  const unknown = selector.find((one) => program.pods.select(namespace, [one]).length === 0);
  if (!unknown) return `no pod carries all of ${showSelector(selector)} at once: leave one out`;
  const label = showSelector([unknown]);
  return `no pod in namespace ${show(namespace)} carries ${label}: ${choices(label, program.pods.labels(namespace))}`;
}

function targetPort(object: Entry["object"], port: Fields, index: number, workloads: readonly Workload[]): Problem[] {
  const target = port["targetPort"] || port["port"];
  const protocol = text(port["protocol"]) ?? "TCP";
  const isWanted = (one: ContainerPort) => one.protocol === protocol && (one.name === target || one.number === target);
  if (workloads.some((workload) => staying(workload).some(isWanted))) return [];
  const declared = workloads.flatMap(staying).filter((one) => one.protocol === protocol);
  const complaint = {
    code: "unknown-target-port",
    got: `${show(target)} (${protocol})`,
    allowed: "a port that a container of the selected pods declares, by name or number: anything else is a black hole",
    fix: `set targetPort to a declared port: ${portChoices(target, declared)}`,
  };
  return [problem(object, `${portField(index)}.${"targetPort" in port ? "targetPort" : "port"}`, complaint)];
}

function staying(workload: Workload): ContainerPort[] {
  return workload.containers.flatMap((container) => (container.stays ? container.ports : []));
}
