import type { Json } from "../../lib/rendered";
import { portOf } from "./backing";
import type { Project } from "./project";
import { programsOf } from "./project";
import { portVariable } from "./texts";
import type { Workload } from "./workload";

/** Ports of services on the loopback address of this machine, by service. */
export type Published = ReadonlyMap<string, readonly string[]>;

interface Wish {
  readonly service: string;
  readonly name: string;
  readonly target: number;
  /** The first port that is tried. */
  readonly from: number;
  readonly protocol: "TCP" | "UDP";
}

const DEBUGGER = { name: "debug", target: 2345 };

/**
 * Gives ports out in this order: programs with a route, other programs, servers, debuggers, programs under a debugger; each by name. Each gets the number that it
 * listens on, or the next that is free.
 */
export function publish(project: Project): Published {
  const { names, servers, images } = project;
  const routed = routedPrograms(project);
  const programs = [...programsOf(project)].sort(
    (a, b) => Number(routed.has(b)) - Number(routed.has(a)) || (names.of(a.path) < names.of(b.path) ? -1 : 1),
  );
  const wishes = [
    ...programs.flatMap((one) => entrances(project, one, names.of(one.path))),
    ...servers.map((one): Wish => ({
      service: names.of(one.key),
      from: portOf(one).target,
      protocol: "TCP",
      ...portOf(one),
    })),
    ...programs
      .filter(({ pod }) => images.has(pod.containers[0]?.image ?? ""))
      .flatMap((one): Wish[] => {
        const service = names.of(`${one.path}/debug`);
        return [{ service, from: DEBUGGER.target, protocol: "TCP", ...DEBUGGER }, ...entrances(project, one, service)];
      }),
  ];
  return granted(wishes);
}

function entrances({ addresses }: Project, workload: Workload, service: string): Wish[] {
  const all = addresses.filter((address) => address.workload.path === workload.path);
  const wishes = all.flatMap(({ entrances: ports }) =>
    ports.map(({ name, target, protocol }): Wish => ({ service, name, target, from: target, protocol })),
  );
  return wishes.filter(({ target }, index) => wishes.findIndex((one) => one.target === target) === index);
}

function granted(wishes: readonly Wish[]): Published {
  const taken = new Set<number>();
  const published = new Map<string, string[]>();
  for (const { service, name, target, from, protocol } of wishes) {
    const port = free(from, taken);
    taken.add(port);
    const suffix = protocol === "UDP" ? "/udp" : "";
    const text = `127.0.0.1:\${${portVariable(service, name)}:-${port}}:${target}${suffix}`;
    published.set(service, [...(published.get(service) ?? []), text]);
  }
  return published;
}

/** Ports below 1024 need rights that a developer may not have. */
function free(wanted: number, taken: ReadonlySet<number>): number {
  let port = wanted < 1024 ? wanted + 8000 : wanted;
  while (taken.has(port)) port++;
  return port;
}

interface Backends {
  readonly rules?: readonly {
    readonly backendRefs?: readonly { readonly name: string }[];
    readonly http?: {
      readonly paths?: readonly { readonly backend: { readonly service?: { readonly name: string } } }[];
    };
  }[];
}

/** The programs that can be reached from outside of the cluster. */
function routedPrograms({ rendered, addresses }: Project): ReadonlySet<Workload> {
  const names = new Set(
    rendered.objects
      .filter(({ manifest }) => /Route$|^Ingress$/.test(manifest.kind))
      .flatMap(({ app, manifest }) => backends(manifest["spec"] ?? {}).map((name) => `${app}/${name}`)),
  );
  return new Set(addresses.filter(({ app, name }) => names.has(`${app}/${name}`)).map(({ workload }) => workload));
}

function backends(spec: Json): readonly string[] {
  const { rules = [] } = spec as unknown as Backends;
  return rules.flatMap(({ backendRefs = [], http }) => [
    ...backendRefs.map(({ name }) => name),
    ...(http?.paths ?? []).flatMap(({ backend }) => backend.service?.name ?? []),
  ]);
}
