import type { Complaint, Problem } from "../../errors";
import { dnsLabel, envName, portName } from "../../names";
import { show } from "../../show";
import { isPortNumber } from "../ports";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { fields, list, text } from "../read";
import type { Container, ContainerPort, Workload } from "../workload";

/** Containers, their volumes, ports and variables have names and values that Kubernetes takes. */
export function checkContainers(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => [
    ...list(workload.pod["volumes"]).flatMap((volume, index) =>
      place(workload, `${workload.podField}.volumes[${index}].name`, dnsLabel(text(fields(volume)["name"]) ?? "")),
    ),
    ...workload.containers.flatMap((container) => [
      ...place(workload, `${container.field}.name`, dnsLabel(container.name)),
      ...container.ports.flatMap((port) => checkPort(workload, port)),
      ...variables(workload, container),
    ]),
  ]);
}

function place({ object }: Workload, field: string, complaint: Complaint | undefined): Problem[] {
  return complaint ? [problem(object, field, complaint)] : [];
}

function checkPort(workload: Workload, { name, number, field }: ContainerPort): Problem[] {
  const named = name === undefined ? [] : place(workload, `${field}.name`, portName(name));
  if (isPortNumber(number)) return named;
  const complaint = {
    code: "port-number",
    got: show(number),
    allowed: "a whole number from 1 to 65535",
    fix: "write it without quotes, 1024 or more: a program that isn't root can't open a lower one",
  };
  return [...named, ...place(workload, `${field}.containerPort`, complaint)];
}

function variables(workload: Workload, { spec, field }: Container): Problem[] {
  return list(spec["env"]).flatMap((variable, index) => {
    const { name, value, valueFrom } = fields(variable);
    const known = text(name) ?? "";
    const complaint = valueFrom === undefined ? checkValue(known, value) : undefined;
    const at = `${field}.env[${index}]`;
    return [...place(workload, `${at}.name`, envName(known)), ...place(workload, `${at}.value`, complaint)];
  });
}

function checkValue(name: string, value: unknown): Complaint | undefined {
  if (typeof value !== "string") {
    const allowed = "a text: Kubernetes refuses other values, and gives the program an empty one for none";
    return { code: "env-value", got: show(value, name), allowed, fix: valueFix(name, value) };
  }
  if (!value.includes("\0")) return undefined;
  const allowed = "text without U+0000: no process can be given one";
  return { code: "nul-character", got: show(value, name), allowed, fix: "remove U+0000, or pass the bytes in base64" };
}

function valueFix(name: string, value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean")
    return `write it in quotes: ${show(String(value), name)}`;
  return 'give it a value, or "" on purpose';
}
