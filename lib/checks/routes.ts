import type { Problem } from "../errors";
import { show } from "../show";
import { checkBackend } from "./backends";
import { choices } from "./choices";
import { problem } from "./problem";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";
import { at, fields, isFields, list, text } from "./read";

const GATEWAY_API = "gateway.networking.k8s.io";
const GATEWAY = `${GATEWAY_API}/Gateway`;

/** Ingresses and routes lead to Services that exist, through Gateways that exist. */
export function checkRoutes(program: ProgramIndex): Problem[] {
  const routes = [...program.ofKind(`${GATEWAY_API}/HTTPRoute`), ...program.ofKind(`${GATEWAY_API}/GRPCRoute`)];
  return [
    ...program.ofKind("networking.k8s.io/Ingress").flatMap((ingress) => ingressBackends(program, ingress)),
    ...routes.flatMap((route) => [...parents(program, route), ...routeBackends(program, route)]),
  ];
}

function ingressBackends(program: ProgramIndex, entry: Entry): Problem[] {
  const { manifest } = entry.object;
  const rules = list(at(manifest, "spec", "rules")).flatMap((rule, index) =>
    list(at(rule, "http", "paths")).flatMap((path, inner) =>
      ingressBackend(program, entry, at(path, "backend"), `spec.rules[${index}].http.paths[${inner}].backend`),
    ),
  );
  return [...ingressBackend(program, entry, at(manifest, "spec", "defaultBackend"), "spec.defaultBackend"), ...rules];
}

function ingressBackend(
  program: ProgramIndex,
  { object, namespace }: Entry,
  backend: unknown,
  field: string,
): Problem[] {
  const reference = at(backend, "service");
  if (!isFields(reference)) return [];
  const port = fields(reference["port"]);
  return checkBackend(program, object, {
    namespace,
    service: text(reference["name"]) ?? "",
    port: port["name"] ?? port["number"],
    field: `${field}.service.name`,
    portField: `${field}.service.port`,
  });
}

function routeBackends(program: ProgramIndex, { object, namespace }: Entry): Problem[] {
  return list(at(object.manifest, "spec", "rules")).flatMap((rule, index) =>
    list(at(rule, "backendRefs")).flatMap((value, inner) => {
      const reference = fields(value);
      if ((reference["kind"] ?? "Service") !== "Service" || (reference["group"] ?? "") !== "") return [];
      const field = `spec.rules[${index}].backendRefs[${inner}]`;
      return checkBackend(program, object, {
        namespace: text(reference["namespace"]) ?? namespace,
        service: text(reference["name"]) ?? "",
        port: reference["port"],
        field: `${field}.name`,
        portField: `${field}.port`,
      });
    }),
  );
}

function parents(program: ProgramIndex, { object, namespace }: Entry): Problem[] {
  return list(at(object.manifest, "spec", "parentRefs")).flatMap((value, index) => {
    const reference = fields(value);
    if ((reference["kind"] ?? "Gateway") !== "Gateway" || (reference["group"] ?? GATEWAY_API) !== GATEWAY_API)
      return [];
    const name = text(reference["name"]) ?? "";
    const place = text(reference["namespace"]) ?? namespace;
    if (program.has(GATEWAY, place, name)) return [];
    const complaint = {
      code: "unknown-gateway",
      got: `Gateway ${show(name)} in namespace ${show(place)}`,
      allowed: "a Gateway of the program, or one declared to exist: otherwise the route is never served",
      fix: `correct the name, or declare that it exists: ${choices(name, program.names(GATEWAY, place))}`,
    };
    return [problem(object, `spec.parentRefs[${index}].name`, complaint)];
  });
}
