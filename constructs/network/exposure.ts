import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { Finding } from "../../lib/fields";
import { dnsSubdomain, objectName } from "../../lib/names";
import type { Peer, ProgramPort } from "../../lib/ports";
import type { Route } from "../../lib/route";
import { show } from "../../lib/show";
import { wiringOf } from "../base/context";
import type { Head } from "../base/kube-object";
import { KubeObject } from "../base/kube-object";
import { programLabels } from "../base/labels";
import { isGrpc } from "./port-fields";

/** Makes the objects that lead requests from outside of the cluster to a program. */
export function expose(
  scope: Construct,
  index: number,
  service: string,
  route: Route,
  ports: readonly ProgramPort[],
  environment: Environment,
): void {
  const port = portOf(route, ports);
  if (!port) return;
  const id = index === 0 ? "Route" : `Route${index}`;
  const head = { name: index === 0 ? service : `${service}-${index}`, labels: programLabels(service) };
  if (route.via === "ingress") ingress(scope, id, head, service, route, port);
  else gatewayRoute(scope, id, head, service, route, port, environment);
}

/** Who the network policy must admit so that a route's requests arrive. */
export function entrance(
  route: Route,
  ports: readonly ProgramPort[],
  environment: Environment,
): { peer: Peer; ports: number[] } | undefined {
  const port = portOf(route, ports);
  const namespace = route.via === "ingress" ? route.controllerNamespace : environment.gateway?.namespace;
  return port && namespace ? { peer: { namespace, selector: {} }, ports: [port.port] } : undefined;
}

/** What is wrong with a route: its host, its path, its port, or the cluster has nothing to attach it to. */
export function routeFindings(
  field: string,
  route: Route,
  ports: readonly ProgramPort[],
  environment: Environment,
): Finding[] {
  const port = {
    code: "unknown-port",
    field,
    got: show(route.port),
    allowed: `one of ${ports.map(({ name }) => name).join(", ")}`,
    fix: "name one of them",
  };
  const gateway = {
    code: "no-gateway",
    field,
    got: `Route.host in ${environment.name}`,
    allowed: 'an environment with a gateway and installed: ["gateway-api"]',
    fix: "add gateway: { name, namespace } to the environment, or use Route.ingress",
  };
  const attached = route.via !== "gateway" || (environment.gateway && environment.has("gateway-api"));
  return [
    ...textFindings(field, route),
    ...nameFindings(field, route),
    ...(portOf(route, ports) ? [] : [port]),
    ...(attached ? [] : [gateway]),
  ];
}

// HTTPPathMatch of the Gateway API; an Ingress has the same rules for a prefix.
const LONGEST_PATH = 1024;
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9a-fA-F]{2})*$/;
const NOT_NORMAL = /\/\/|\/\.\.?(?:\/|$)|%2f/i;

function textFindings(field: string, { host, path }: Route): Finding[] {
  const hostFinding = {
    code: "host",
    field,
    got: show(host),
    allowed: "a DNS name, or *. and a DNS name; no scheme, port, address or trailing dot",
    fix: 'e.g. "shop.example.test"',
  };
  const pathFinding = {
    code: "route-path",
    field,
    got: show(path),
    allowed: `a path that begins with / (RFC 3986), without //, /./, /../ and %2F, of at most ${LONGEST_PATH} characters`,
    fix: 'e.g. "/api"',
  };
  const isHost = !dnsSubdomain(host.replace(/^\*\./, "")) && !/^[\d.]+$/.test(host);
  const isPath = path.length <= LONGEST_PATH && PATH.test(path) && !NOT_NORMAL.test(path);
  return [...(isHost ? [] : [hostFinding]), ...(isPath ? [] : [pathFinding])];
}

/** Names of what an Ingress refers to. */
function nameFindings(field: string, { className, tlsSecret, controllerNamespace }: Route): Finding[] {
  const names = Object.entries({ IngressClass: className, Secret: tlsSecret, Namespace: controllerNamespace });
  return names.flatMap(([kind, name]) => {
    const complaint = name === undefined ? undefined : objectName(kind, name);
    return complaint ? [{ ...complaint, field }] : [];
  });
}

function portOf(route: Route, ports: readonly ProgramPort[]): ProgramPort | undefined {
  return route.port === undefined ? ports[0] : ports.find((port) => port.name === route.port);
}

/** https://gateway-api.sigs.k8s.io/api-types/httproute/ */
function gatewayRoute(
  scope: Construct,
  id: string,
  head: Head,
  service: string,
  route: Route,
  port: ProgramPort,
  { gateway }: Environment,
): void {
  if (!gateway) return;
  const backendRefs = [{ name: service, port: port.servicePort }];
  const parentRefs = [{ name: gateway.name, namespace: gateway.namespace, sectionName: gateway.listener }];
  wiringOf(scope).declare({ kind: "Gateway", namespace: gateway.namespace, name: gateway.name });
  const hostnames = [route.host];
  if (isGrpc(port.name))
    new KubeObject(scope, id, "GRPCRoute", head, { spec: { hostnames, parentRefs, rules: [{ backendRefs }] } });
  else {
    const matches = [{ path: { type: "PathPrefix" as const, value: route.path } }];
    new KubeObject(scope, id, "HTTPRoute", head, {
      spec: { hostnames, parentRefs, rules: [{ backendRefs, matches }] },
    });
  }
}

/** https://kubernetes.io/docs/concepts/services-networking/ingress/ */
function ingress(scope: Construct, id: string, head: Head, service: string, route: Route, port: ProgramPort): void {
  const backend = { service: { name: service, port: { name: port.name } } };
  const namespace = scope.node.scopes.map((one) => (one as { namespace?: string }).namespace).findLast(Boolean) ?? "";
  if (route.tlsSecret) wiringOf(scope).declare({ kind: "Secret", namespace, name: route.tlsSecret });
  new KubeObject(scope, id, "Ingress", head, {
    spec: {
      ingressClassName: route.className,
      rules: [{ host: route.host, http: { paths: [{ backend, path: route.path, pathType: "Prefix" }] } }],
      tls: [{ hosts: [route.host], secretName: route.tlsSecret }],
    },
  });
}
