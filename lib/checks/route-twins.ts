import type { Problem } from "../errors";
import type { RenderedObject } from "../rendered";
import { show } from "../show";
import { problem, shared } from "./problem";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";
import { at, fields, list, text } from "./read";

/** A host and path that an Ingress or a route asks for. */
interface Way {
  readonly object: RenderedObject;
  readonly field: string;
  /** Host and path in words. */
  readonly words: string;
  /** The same for two ways of which only one gets the requests. */
  readonly key: string;
}

const ROUTES = ["HTTPRoute", "GRPCRoute"].map((kind) => `gateway.networking.k8s.io/${kind}`);
const CLASS = "kubernetes.io/ingress.class";

/** Each host and path leads to one place, and each certificate of an Ingress is for a host that it serves. */
export function checkRouteTwins(program: ProgramIndex): Problem[] {
  const ingresses = program.ofKind("networking.k8s.io/Ingress");
  const ways = [
    ...ingresses.flatMap(ingressWays),
    ...ROUTES.flatMap((kind) => program.ofKind(kind)).flatMap(routeWays),
  ];
  const groups = shared(
    ways,
    ({ key }) => key,
    ({ object }) => object.path,
  );
  return [...groups.flatMap(twins), ...ingresses.flatMap(strayCertificates)];
}

/** Two controllers may share a host; a path of type Exact goes before a prefix. */
function ingressWays({ object }: Entry): Way[] {
  const { manifest } = object;
  const owner =
    text(at(manifest, "spec", "ingressClassName")) ?? text(at(manifest, "metadata", "annotations", CLASS)) ?? "";
  return list(at(manifest, "spec", "rules")).flatMap((rule, index) => {
    const host = text(fields(rule)["host"]) ?? "";
    return list(at(rule, "http", "paths")).map((value, inner) => {
      const { path, pathType } = fields(value);
      const words = `${show(host)} and ${show(path)}`;
      const key = JSON.stringify(["Ingress", owner, host, path, pathType]);
      return { object, field: `spec.rules[${index}].http.paths[${inner}].path`, words, key };
    });
  });
}

function routeWays({ object, kind, namespace }: Entry): Way[] {
  const spec = object.manifest["spec"];
  const hosts = list(at(spec, "hostnames"));
  const parents = list(at(spec, "parentRefs")).map((parent) => {
    const { name, namespace: place = namespace, sectionName, port } = fields(parent);
    return [place, name, sectionName, port];
  });
  const rules = list(at(spec, "rules")).flatMap((rule, index) => {
    const matches = list(fields(rule)["matches"]);
    if (matches.length === 0) return [{ match: {}, field: `spec.rules[${index}]` }];
    return matches.map((match, inner) => ({ match, field: `spec.rules[${index}].matches[${inner}]` }));
  });
  return rules.flatMap(({ match, field }) =>
    parents.flatMap((parent) =>
      (hosts.length > 0 ? hosts : [""]).map((host) => {
        return {
          object,
          field,
          words: `${show(host)} and ${show(match)}`,
          key: JSON.stringify([kind, parent, host, match]),
        };
      }),
    ),
  );
}

function twins([first, ...others]: readonly Way[]): Problem[] {
  return others.map(({ object, field, words }) => {
    const [one, two] = first?.object === object ? [first.field, field] : [first?.object.path, object.path];
    return problem(object, field, {
      code: "duplicate-route",
      got: `${words}, which ${one} has too`,
      allowed: "one route to a host and path: of two, one never gets a request",
      fix: `give one of ${one} and ${two} another host or path`,
    });
  });
}

function strayCertificates({ object }: Entry): Problem[] {
  const spec = object.manifest["spec"];
  const hosts = list(at(spec, "rules")).map((rule) => text(fields(rule)["host"]) ?? "");
  if (hosts.length === 0 || hosts.includes("")) return [];
  return list(at(spec, "tls")).flatMap((tls, index) =>
    list(fields(tls)["hosts"]).flatMap((host, inner) => {
      if (typeof host !== "string" || hosts.some((one) => covers(one, host) || covers(host, one))) return [];
      const complaint = {
        code: "tls-host-without-rule",
        got: show(host),
        allowed: `a host of a rule: ${hosts.join(", ")}; others are answered with another certificate`,
        fix: "add the host to spec.rules, or remove it here",
      };
      return [problem(object, `spec.tls[${index}].hosts[${inner}]`, complaint)];
    }),
  );
}

/** Whether a host is another one, or a wildcard for it. */
function covers(host: string, other: string): boolean {
  return host === other || (host.startsWith("*.") && other.slice(other.indexOf(".")) === host.slice(1));
}
