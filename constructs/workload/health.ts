import type { FieldTable, Finding } from "../../lib/fields";
import { unit, value } from "../../lib/fields";
import { startupBudget } from "../../lib/math/startup";
import { Probe } from "../../lib/probe";
import { show } from "../../lib/show";
import type { DurationLike } from "../../lib/units";
import { Duration } from "../../lib/units";
import type { Probe as KubeProbe } from "../imports/kubernetes";

/** How the kubelet learns that a container has started, lives, and may be given requests. */
export interface HealthOptions {
  /** The longest that the program takes to start; the startup probe waits twice as long. @default "15s" */
  readonly boot?: DurationLike;
  /** Fails: the container is restarted. It asks about the process only, never about its dependencies. @default - /healthz, or the gRPC health service "liveness" */
  readonly liveness?: Probe;
  /** Fails: no requests for now. @default - /readyz, or the gRPC health service "readiness" */
  readonly readiness?: Probe;
  /** Until it succeeds the other two wait; when and how often follows from `boot`. @default - the question of liveness */
  readonly startup?: Probe;
}

export interface HealthSettings {
  readonly boot: Duration;
  readonly liveness: Probe | undefined;
  readonly readiness: Probe | undefined;
  readonly startup: Probe | undefined;
}

const probe = value<Probe>("Probe.http(path), Probe.grpc(service), Probe.tcp() or Probe.exec(command)", Probe);

export const HEALTH: FieldTable<HealthSettings> = {
  boot: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.hours(1) }),
    default: "15s",
    doc: "longest start of the program",
  },
  liveness: {
    type: probe,
    otherwise: '/healthz, or the gRPC health service "liveness"',
    doc: "asks about the process only",
  },
  readiness: {
    type: probe,
    otherwise: '/readyz, or the gRPC health service "readiness"',
    doc: "asks whether requests may come",
  },
  startup: { type: probe, otherwise: "the question of liveness", doc: "asks whether the program has started" },
};

/** The three probes of a container. */
export interface Probes {
  readonly livenessProbe: KubeProbe;
  readonly readinessProbe: KubeProbe;
  readonly startupProbe: KubeProbe;
}

/** What a program answers on its first port, unless somebody says otherwise. */
export function usualProbes(port: string, isGrpc: boolean): { liveness: Probe; readiness: Probe } {
  return isGrpc
    ? { liveness: Probe.grpc("liveness", { port }), readiness: Probe.grpc("readiness", { port }) }
    : { liveness: Probe.http("/healthz", { port }), readiness: Probe.http("/readyz", { port }) };
}

/** The kubelet's probes for health settings, asked on a port unless they name another one. */
export function probes(health: HealthSettings, first: PortOf, ports: readonly PortOf[], isGrpc: boolean): Probes {
  const usual = usualProbes(first.name, isGrpc);
  const liveness = health.liveness ?? usual.liveness;
  const readiness = health.readiness ?? usual.readiness;
  const budget = startupBudget(health.boot);
  const startup = health.startup ?? liveness;
  return {
    livenessProbe: kubeProbe(liveness, { initialDelay: 30, period: 10, failures: 3 }, handler(liveness, first, ports)),
    readinessProbe: kubeProbe(readiness, { initialDelay: 5, period: 5, failures: 3 }, handler(readiness, first, ports)),
    startupProbe: {
      ...handler(startup, first, ports),
      failureThreshold: budget.failureThreshold,
      periodSeconds: budget.periodSeconds,
      successThreshold: 1,
      timeoutSeconds: Math.min(startup.timeout.toSeconds(), budget.periodSeconds),
    },
  };
}

/** A container port by its name. */
export interface PortOf {
  readonly name: string;
  readonly port: number;
}

function kubeProbe(
  given: Probe,
  usual: { readonly initialDelay: number; readonly period: number; readonly failures: number },
  handler: KubeProbe,
): KubeProbe {
  return {
    ...handler,
    failureThreshold: given.failures ?? usual.failures,
    initialDelaySeconds: given.initialDelay?.toSeconds() ?? usual.initialDelay,
    periodSeconds: given.period?.toSeconds() ?? usual.period,
    successThreshold: 1,
    timeoutSeconds: given.timeout.toSeconds(),
  };
}

function handler({ question }: Probe, first: PortOf, ports: readonly PortOf[]): KubeProbe {
  const port = question.ask === "exec" ? first : (ports.find((one) => one.name === question.port) ?? first);
  switch (question.ask) {
    case "http":
      return { httpGet: { path: question.path, port: port.name, scheme: "HTTP" } };
    case "grpc":
      return { grpc: { port: port.port, service: question.service } };
    case "tcp":
      return { tcpSocket: { port: port.name } };
    case "exec":
      return { exec: { command: [...question.command] } };
  }
}

/** What is wrong with probes beyond their types; see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
export function healthFindings(health: Partial<HealthSettings>, ports: readonly string[], isGrpc: boolean): Finding[] {
  const { liveness, readiness, startup } = health;
  const each = Object.entries({ liveness, readiness, startup }).flatMap(([name, one]) =>
    one ? probeFindings(`health.${name}`, one, ports) : [],
  );
  const usual = usualProbes(ports[0] ?? "", isGrpc);
  const questions = [liveness ?? usual.liveness, readiness ?? usual.readiness].map(({ question }) =>
    JSON.stringify(question.ask === "exec" ? question : { ...question, port: question.port ?? ports[0] }),
  );
  return [...each, ...(questions[0] === questions[1] ? [identical()] : []), ...startupTiming(startup)];
}

function identical(): Finding {
  const allowed =
    "two different questions: when readiness fails because of a dependency, the same question as liveness restarts every pod";
  const fix = 'let liveness ask about the process only, e.g. Probe.http("/healthz")';
  return { code: "probes-identical", field: "health.readiness", got: "the question of health.liveness", allowed, fix };
}

function startupTiming(startup: Probe | undefined): Finding[] {
  const { initialDelay, period, failures } = startup ?? {};
  if (initialDelay === undefined && period === undefined && failures === undefined) return [];
  const allowed = "a startup probe without initialDelay, period and failures: they follow from health.boot";
  return [
    { code: "startup-timing", field: "health.startup", got: "times of its own", allowed, fix: "set health.boot" },
  ];
}

function probeFindings(
  field: string,
  { question, period, timeout, failures, initialDelay }: Probe,
  ports: readonly string[],
): Finding[] {
  const findings: Finding[] = [];
  const add = (code: string, got: string, allowed: string, fix: string) =>
    findings.push({ code, field, got, allowed, fix });
  if (question.ask === "http" && !/^\/[\x21-\x7e]*$/.test(question.path)) {
    add(
      "probe-path",
      show(question.path),
      "a path that begins with / and has printable ASCII characters only",
      'e.g. "/healthz"',
    );
  }
  if (question.ask !== "exec" && question.port !== undefined && !ports.includes(question.port)) {
    add(
      "unknown-port",
      show(question.port),
      `one of the ports ${ports.join(", ")}`,
      "name one of them, or declare the port",
    );
  }
  if (question.ask === "exec" && question.command.length === 0)
    add("required", "an empty command", "a program and its arguments", 'e.g. ["/probe"]');
  if (failures !== undefined && (!Number.isInteger(failures) || failures < 1))
    add("out-of-range", `failures ${failures}`, "a whole number of at least 1", "set failures to 3");
  for (const [name, duration] of Object.entries({ initialDelay, period, timeout })) {
    if (duration && duration.toMillis() % 1000 !== 0)
      add("duration-part-of-second", `${name} ${duration}`, "whole seconds", "round it up");
  }
  if (period && timeout.compare(period) > 0)
    add("probe-timeout", `timeout ${timeout}`, `at most the period, ${period}`, `set timeout to ${period}`);
  return findings;
}
