import { shared } from "../../lib/checks/problem";
import type { Problem } from "../../lib/errors";
import type { OutputFile } from "../../lib/files";
import { byCodeUnit } from "../../lib/fields";
import type { Rendered, RenderedObject } from "../../lib/rendered";
import { environmentFile, secretsExample, textProblems } from "./environment-file";
import { onHost, servicesOf, sharePorts } from "./ports";
import type { Services } from "./ports";
import type { HostProgram } from "./program";
import { readProgram } from "./program";
import { proxyProblems } from "./proxies";
import { Reader } from "./reader";
import type { HostRoute } from "./routes";
import { readRoutes } from "./routes";
import { site } from "./site";
import { unit } from "./unit";

export interface HostOptions {
  /** Address blocks of load balancers in front of nginx, whose X-Forwarded-For is believed. @default - none: the caller is who connects */
  readonly proxies?: readonly string[];
}

/** Files for a machine of its own, and what of the program such a machine can't do; files only when there is no problem. */
export interface HostOutput {
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
}

const RUNNING = new Set(["Deployment", "StatefulSet"]);

/**
 * One environment on one machine: for each program that runs until it is stopped a hardened unit of systemd with its environment file, and for each host
 * of a route a site of nginx. All of it is read from the very objects that a cluster would get.
 */
export function hostFiles({ environment, objects }: Rendered, { proxies = [] }: HostOptions = {}): HostOutput {
  const read = objects
    .filter(({ manifest }) => RUNNING.has(manifest.kind))
    .map((object) => readProgram(object, objects));
  const programs = read.map(({ program }) => program);
  const portProblems = sharePorts(programs);
  const services = servicesOf(objects, programs);
  const { routes, problems } = readRoutes(objects, services);
  const found = [
    ...read.flatMap((one) => one.problems),
    ...programs.flatMap(textProblems),
    ...twins(programs),
    ...portProblems,
    ...problems,
    ...crowded(routes),
    ...proxyProblems(environment, proxies),
  ];
  if (found.length > 0) return { files: [], problems: found };
  return {
    files: [...programs.flatMap((one) => programFiles(one, services)), ...sites(routes, proxies)],
    problems: [],
  };
}

function programFiles(program: HostProgram, services: Services): OutputFile[] {
  const { name, object, secrets } = program;
  const marker = markerOf(object);
  const example = { file: `host/${name}.secrets.env.example`, text: secretsExample(program, marker) };
  return [
    { file: `host/${name}.service`, text: unit(program, marker) },
    { file: `host/${name}.env`, text: environmentFile(onHost(program, services), marker) },
    ...(secrets.length > 0 ? [example] : []),
  ];
}

function sites(routes: readonly HostRoute[], proxies: readonly string[]): OutputFile[] {
  const hosts = [...new Set(routes.map(({ host }) => host))].sort(byCodeUnit);
  return hosts.map((host) => {
    const own = routes.filter((route) => route.host === host);
    const text = site(host, own, proxies, markerOf(own[0]!.object));
    return { file: `host/${host.replace("*", "wildcard")}.nginx.conf`, text };
  });
}

/** A path may hold what ends a comment. */
function markerOf({ path }: RenderedObject): string {
  return `# Made by Gantry from ${path.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?")}; edits are overwritten.`;
}

/** Programs of one name, in different namespaces, would be one unit. */
function twins(programs: readonly HostProgram[]): Problem[] {
  return shared(
    programs,
    ({ name }) => name,
    ({ object }) => object.path,
  ).flatMap(([, ...others]) =>
    others.flatMap(({ name, object }) => complaint(object, "metadata.name", `a second ${name}`, NAME_TWICE)),
  );
}

const NAME_TWICE = {
  code: "host-name-twice",
  allowed: "names that differ: a host has no namespaces",
  fix: "set name on one of the programs",
};

/** Routes of one path on one host would be one place. */
function crowded(routes: readonly HostRoute[]): Problem[] {
  const key = ({ host, path, isExact }: HostRoute) => `${host} ${isExact ? path : path.replace(/\/$/, "")} ${isExact}`;
  return shared(routes, key, ({ object }) => object.path).flatMap(([, ...others]) =>
    others.flatMap(({ host, path, object }) => complaint(object, "spec", `${host}${path} again`, PATH_TWICE)),
  );
}

const PATH_TWICE = {
  code: "host-route-twice",
  allowed: "one program for a host and a path",
  fix: "give one of the routes another path",
};

function complaint(object: RenderedObject, field: string, got: string, rule: typeof PATH_TWICE): readonly Problem[] {
  const reader = new Reader(object);
  reader.complain(field, got, rule);
  return reader.problems;
}
