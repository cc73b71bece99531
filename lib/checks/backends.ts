import type { Problem } from "../errors";
import type { RenderedObject } from "../rendered";
import { show } from "../show";
import { portChoices } from "./ports";
import { choices } from "./choices";
import { problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import { at, fields, list } from "./read";

/** Where a route sends requests: the Service, its port by name or number, and their JSON paths. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  readonly port: unknown;
  readonly field: string;
  readonly portField: string;
}

/** A backend is a Service of the program, or a declared one, and has the port. */
export function checkBackend(program: ProgramIndex, object: RenderedObject, backend: Backend): Problem[] {
  const { namespace, service, port, field, portField } = backend;
  const target = program.find("Service", namespace, service);
  if (!target) {
    if (program.isElsewhere("Service", namespace, service)) return [];
    const complaint = {
      code: "unknown-backend",
      got: `Service ${show(service)}`,
      allowed: `a Service in namespace ${show(namespace)}, of the program or declared to exist: others answer with an error`,
      fix: `correct the name, create it, or declare that it exists: ${choices(service, program.names("Service", namespace))}`,
    };
    return [problem(object, field, complaint)];
  }
  const ports = list(at(target.object.manifest, "spec", "ports")).map(fields);
  if (ports.some((one) => one["port"] === port || (typeof port === "string" && one["name"] === port))) return [];
  const complaint = {
    code: "unknown-backend-port",
    got: show(port),
    allowed: `a port of ${target.object.path}`,
    fix: `choose one of its ports: ${portChoices(
      port,
      ports.map((one) => ({ name: one["name"], number: one["port"] })),
    )}`,
  };
  return [problem(object, portField, complaint)];
}
