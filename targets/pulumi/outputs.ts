import type { RenderedObject } from "../../lib/rendered";

/** Addresses at which programs are reached from outside, by the name of the route's object. */
export function urlsOf(objects: readonly RenderedObject[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    objects.flatMap(({ manifest }) => {
      const hosts = hostsOf(manifest.kind, (manifest["spec"] ?? {}) as RouteSpec);
      return hosts.length > 0 ? [[manifest.metadata.name, hosts.map((host) => `https://${host}`)] as const] : [];
    }),
  );
}

/** What HTTPRoute, GRPCRoute and Ingress have of a route. */
interface RouteSpec {
  readonly hostnames?: readonly string[];
  readonly rules?: readonly { readonly host?: string }[];
}

function hostsOf(kind: string, { hostnames = [], rules = [] }: RouteSpec): readonly string[] {
  if (kind === "HTTPRoute" || kind === "GRPCRoute") return hostnames;
  return kind === "Ingress" ? [...new Set(rules.flatMap(({ host }) => host ?? []))] : [];
}
