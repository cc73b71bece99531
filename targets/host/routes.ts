import type { Fields } from "../../lib/checks/read";
import { at, fields, list, text } from "../../lib/checks/read";
import type { Problem } from "../../lib/errors";
import type { RenderedObject } from "../../lib/rendered";
import { show } from "../../lib/show";
import type { HostPort } from "./program";
import type { Services } from "./ports";
import { Reader } from "./reader";

/** Where requests for a host and a path go. */
export interface HostRoute {
  readonly object: RenderedObject;
  /** A DNS name, or `*.` and a DNS name. */
  readonly host: string;
  readonly path: string;
  /** Only this path, and not what is below it. */
  readonly isExact: boolean;
  readonly isGrpc: boolean;
  readonly port: HostPort;
}

/** The routes of HTTPRoute, GRPCRoute and Ingress objects, and what nginx could not do for them. */
export function readRoutes(
  objects: readonly RenderedObject[],
  services: Services,
): { readonly routes: readonly HostRoute[]; readonly problems: readonly Problem[] } {
  const found = objects.map((object) => routesOf(object, services));
  return { routes: found.flatMap(({ routes }) => routes), problems: found.flatMap(({ problems }) => problems) };
}

interface Rule {
  readonly host: unknown;
  readonly path: unknown;
  readonly type: unknown;
  readonly service: unknown;
  readonly port: unknown;
  readonly isGrpc: boolean;
}

function routesOf(object: RenderedObject, services: Services) {
  const reader = new Reader(object);
  const rules = rulesOf(object, reader);
  const routes = rules.flatMap(({ host, path, type, service, port, isGrpc }): HostRoute[] => {
    const served = services.get(`${object.manifest.metadata.namespace ?? ""}/${String(service)}:${String(port)}`);
    if (!served) reader.complain("spec", `Service ${show(service)}, port ${show(port)}`, NO_PROGRAM);
    if (typeof host !== "string" || !HOST.test(host)) return (reader.complain("spec", show(host), NO_HOST), []);
    if (typeof path !== "string" || !PATH.test(path)) return (reader.complain("spec", show(path), NO_PATH), []);
    if (type !== "Exact" && !String(type).endsWith("Prefix")) return (reader.complain("spec", show(type), NO_RULE), []);
    const grpc = isGrpc || served?.isGrpc === true;
    return served ? [{ object, host, path, isExact: type === "Exact", isGrpc: grpc, port: served.port }] : [];
  });
  return { routes, problems: reader.problems };
}

const HOST = /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
/** nginx compares paths after it has decoded them; what needs no decoding means the same to both. */
const PATH = /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/]*$/;

const NO_PROGRAM = {
  code: "host-route-target",
  allowed: "a Service of a program that runs until it is stopped",
  fix: "lead the route to a GoService of this environment",
};
const NO_HOST = {
  code: "host-route-host",
  allowed: "a DNS name, or *. and a DNS name",
  fix: 'e.g. "shop.example.test"',
};
const NO_PATH = { code: "host-route-path", allowed: "a path that begins with / and has no %", fix: 'e.g. "/api"' };
const NO_RULE = {
  code: "host-route-rule",
  allowed: "routes by host and by path (Exact or a prefix) to one Service",
  fix: "remove the filter or match, or leave this environment off the host",
};

function rulesOf(object: RenderedObject, reader: Reader): readonly Rule[] {
  const { kind } = object.manifest;
  const spec = fields(object.manifest["spec"]);
  if (kind === "Ingress") return ingressRules(spec, reader);
  return kind === "HTTPRoute" || kind === "GRPCRoute" ? gatewayRules(spec, kind === "GRPCRoute", reader) : [];
}

function gatewayRules(spec: Fields, isGrpc: boolean, reader: Reader): readonly Rule[] {
  const hosts = list(spec["hostnames"]);
  if (hosts.length === 0) reader.complain("spec.hostnames", "no host", NO_HOST);
  return list(spec["rules"]).flatMap((rule, index) => {
    const { backendRefs, matches, ...others } = fields(rule);
    const [backend, ...more] = list(backendRefs).map(fields);
    const paths = list(matches).length > 0 ? list(matches).map(fields) : [{}];
    const extra = [...Object.keys(others), ...paths.flatMap((one) => Object.keys(one).filter((key) => key !== "path"))];
    if (extra.length > 0 || more.length > 0 || !backend) {
      reader.complain(`spec.rules[${index}]`, extra.join(", ") || `${list(backendRefs).length} backends`, NO_RULE);
    }
    return hosts.flatMap((host) =>
      paths.map((match) => ({
        host,
        path: at(match, "path", "value") ?? "/",
        type: at(match, "path", "type") ?? "PathPrefix",
        service: backend?.["name"],
        port: backend?.["port"],
        isGrpc,
      })),
    );
  });
}

function ingressRules(spec: Fields, reader: Reader): readonly Rule[] {
  if (spec["defaultBackend"] !== undefined) reader.complain("spec.defaultBackend", "a default backend", NO_RULE);
  return list(spec["rules"]).flatMap((rule) =>
    list(at(rule, "http", "paths")).map((path) => ({
      host: at(rule, "host"),
      path: at(path, "path") ?? "/",
      type: at(path, "pathType"),
      service: at(path, "backend", "service", "name"),
      port: text(at(path, "backend", "service", "port", "name")) ?? at(path, "backend", "service", "port", "number"),
      isGrpc: false,
    })),
  );
}
