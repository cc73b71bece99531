import type { GoCronJobProps, GoServiceProps, GoWorkerProps, PortOptions } from "../../../app";
import type { Probe, Route } from "../../../app";
import { Metrics } from "../../../app";
import { fileKey, variableOf } from "../../../constructs/config/config-map";
import { isSecret } from "../../../lib/secret-text";
import { Cpu, Duration } from "../../../lib/units";

type All = GoServiceProps & GoWorkerProps & GoCronJobProps;
type Deep<T> = T extends readonly unknown[] | { toString(): string; compare: unknown }
  ? T
  : { -readonly [K in keyof T]: T[K] };

/** Props of any front door, to be written to. */
type Draft = { -readonly [K in keyof All]?: Deep<NonNullable<All[K]>> };

/** Props of which each is right by itself, changed where two of them contradict each other. */
export function consistent(props: object): Record<string, unknown> {
  const draft = { ...props } as Draft;
  for (const rule of RULES) rule(draft);
  return draft;
}

const RULES: readonly ((draft: Draft) => void)[] = [
  variables,
  paths,
  containers,
  limits,
  scaling,
  rollout,
  ports,
  watching,
  routes,
  probes,
  jobs,
];

/** Objectives need metrics, names of their own and four scrapes in a window; pprof needs a free port. */
function watching(draft: Draft): void {
  const isNew = once();
  if (draft.metrics instanceof Metrics) delete draft.slo;
  if (draft.slo) draft.slo = draft.slo.filter(({ name }) => isNew(name));
  const { profiling, ...rest } = draft.monitoring ?? {};
  const taken = [
    draft.metrics,
    draft.healthPort,
    ...Object.values(draft.ports ?? {}).map((one) => (typeof one === "number" ? one : one.port)),
  ];
  const port = [profiling?.port ?? 6060, 6060].find((one) => one > 1023 && !taken.includes(one));
  const opened = profiling && port !== undefined ? { profiling: { ...profiling, port } } : {};
  if (draft.monitoring) draft.monitoring = { ...(draft.slo?.length ? {} : rest), ...opened };
}

/** Keeps the entries of a record that pass. */
function keep<T>(record: Readonly<Record<string, T>>, passes: (key: string, value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => passes(key, value)));
}

/** Whether a text was not asked about before. */
function once(...taken: readonly string[]): (text: string) => boolean {
  const seen = new Set(taken);
  return (text) => !seen.has(text) && Boolean(seen.add(text));
}

function variables(draft: Draft): void {
  const isNew = once("GOMAXPROCS", "GOMEMLIMIT", "GOTRACEBACK");
  if (draft.secrets) draft.secrets = keep(draft.secrets, (key, ref) => isNew(ref.as === "file" ? `${key}_FILE` : key));
  if (draft.config) draft.config = keep(draft.config, (key, text) => !isSecret(key, text) && isNew(variableOf(key)));
}

function paths(draft: Draft): void {
  const isNew = once("/tmp");
  const isNewKey = once(...Object.keys(draft.config ?? {}));
  if (draft.state && !isNew(draft.state.mountPath)) delete draft.state;
  if (draft.files) draft.files = keep(draft.files, (path) => isNew(path) && isNewKey(fileKey(path)));
  if (draft.volumes) {
    const isFree = once("tmp", "config", "secrets", "state");
    draft.volumes = keep(draft.volumes, (name, { mountPath }) => isFree(name) && isNew(mountPath));
  }
}

function containers(draft: Draft): void {
  const isNew = once(draft.name ?? "fuzzed");
  const volumes = ["tmp", ...Object.keys(draft.volumes ?? {})];
  for (const group of ["init", "sidecars"] as const) {
    const given = draft[group];
    if (!given) continue;
    const kept = keep(given, isNew);
    const mounted = Object.entries(kept).map(([name, one]) => {
      const at = [...new Set(Object.values(one.mounts ?? {}))].slice(0, volumes.length);
      const env = keep(one.env ?? {}, (key, text) => !isSecret(key, text));
      return [name, { ...one, env, mounts: Object.fromEntries(at.map((path, index) => [volumes[index]!, path])) }];
    });
    draft[group] = Object.fromEntries(mounted) as typeof given;
  }
}

function limits(draft: Draft): void {
  const request = draft.cpu === undefined ? (draft.resources?.cpu ?? Cpu.of("250m")) : Cpu.of(draft.cpu);
  if (typeof draft.cpuLimit === "string" && Cpu.of(draft.cpuLimit).compare(request) < 0) delete draft.cpuLimit;
}

function scaling(draft: Draft): void {
  const given = draft.scaling;
  if (!given || "count" in given) return;
  const isOdd = given.min === 0 || given.min === 1 || given.min === 1000;
  const min = isOdd ? 2 : given.min;
  const least = typeof min === "object" ? min.count : (min ?? 3);
  const isNew = once();
  const metrics = given.metrics?.filter(({ query }) => isNew(query ?? ""));
  const max = Math.max(given.max ?? 10, least + 1);
  draft.scaling = { ...given, ...(min && { min }), ...(metrics && { metrics }), max };
}

function rollout(draft: Draft): void {
  if (!draft.rollout) return;
  const { maxSurge, maxUnavailable, progressDeadline = "10m", minReady = "0s", ...rest } = draft.rollout;
  const deadline = draft.state ? Duration.of("10m") : Duration.of(progressDeadline);
  const ready = Duration.of(minReady).compare(deadline) < 0 ? { minReady } : {};
  const surge = maxSurge === 0 && !maxUnavailable ? 1 : maxSurge;
  const counts = { ...(surge !== undefined && { maxSurge: surge }), ...(maxUnavailable && { maxUnavailable }) };
  draft.rollout = draft.state ? { ...rest, ...ready } : { ...rest, ...ready, ...counts, progressDeadline };
}

/** Numbers of their own, for pods and for the Service. */
function ports(draft: Draft): void {
  const taken = once();
  const free = (number: number): number => (taken(String(number)) ? number : free((number % 65535) + 1));
  const served = once("80");
  const unserved = (number: number): number => (served(String(number)) ? number : unserved((number % 65535) + 1));
  if (draft.metrics === undefined) taken("9090");
  else if (typeof draft.metrics === "number") taken(String(draft.metrics));
  if (draft.healthPort !== undefined) draft.healthPort = free(draft.healthPort);
  else if (draft.metrics === 8081) draft.healthPort = free(8082);
  if (draft.ports === undefined && draft.metrics === 8080) draft.ports = { http: 8090 };
  if (draft.ports) {
    const entries = Object.entries({ http: 8080, ...draft.ports }).filter(([name]) => name !== "metrics");
    draft.ports = Object.fromEntries(
      entries.map(([name, given]) => {
        const one: PortOptions = typeof given === "number" ? { port: given } : given;
        const port = free(one.port);
        const servicePort = one.servicePort ?? (name === "http" ? 80 : port);
        return [name, name === "http" ? port : { ...one, port, servicePort: unserved(servicePort) }];
      }),
    );
  }
  const all = [draft.metrics, draft.healthPort, ...Object.values(draft.ports ?? {})];
  const isLow = all.some((one) => Number(typeof one === "object" && "port" in one ? one.port : one) < 1024);
  if (isLow) draft.security = { ...draft.security, bindLowPorts: true };
}

function routes(draft: Draft): void {
  if (!Array.isArray(draft.expose)) return;
  const isNew = once();
  draft.expose = (draft.expose as readonly Route[]).filter(({ via, host }) => isNew(`${via} ${host}`));
}

/** Ports that are there, two different questions, and no times for startup. */
function probes(draft: Draft): void {
  if (!draft.health) return;
  const { liveness, readiness, startup, ...rest } = draft.health;
  const isThere = (probe: Probe | undefined): boolean =>
    probe !== undefined && (typeof draft.metrics !== "object" || !("port" in probe.question && probe.question.port));
  const isSame = JSON.stringify(liveness?.question) === JSON.stringify(readiness?.question);
  const isUntimed = [startup?.initialDelay, startup?.period, startup?.failures].every((one) => one === undefined);
  draft.health = {
    ...rest,
    ...(isThere(liveness) && { liveness: liveness! }),
    ...(isThere(readiness) && !isSame && { readiness: readiness! }),
    ...(isThere(startup) && isUntimed && { startup: startup! }),
  };
}

function jobs(draft: Draft): void {
  if (draft.parallelism === undefined) return;
  draft.completions = Math.max(draft.completions ?? 1, draft.parallelism);
}
