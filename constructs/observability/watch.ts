import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { Peer, ProgramPort } from "../../lib/ports";
import type { Monitored } from "../../lib/slo";
import { boundsText, rulesOf } from "../../lib/slo";
import { DashboardMap } from "./dashboard";
import type { WatchSettings } from "./monitoring";
import { Metrics } from "./monitoring";
import { boundsFor } from "./objectives";
import { createRules } from "./rules";
import { Scrape } from "./scrape";

/** By the name of a port for whoever watches, the field that says where it is. */
export const WATCH_FIELDS: Readonly<Record<string, string>> = {
  metrics: "metrics",
  pprof: "monitoring.profiling.port",
};

/** The container ports of a program: its own, and those for whoever watches it. A declaration may be wrong elsewhere. */
export function watchedPorts(
  ports: readonly ProgramPort[],
  { metrics, monitoring }: Partial<WatchSettings>,
): ProgramPort[] {
  const profiles = monitoring?.profiling?.port;
  return [
    ...ports,
    ...(typeof metrics === "number" ? [ownPort("metrics", metrics)] : []),
    ...(profiles === undefined ? [] : [ownPort("pprof", profiles)]),
  ];
}

function ownPort(name: string, port: number): ProgramPort {
  return { name, port, servicePort: port, protocol: "TCP", appProtocol: "http" };
}

/** Who may reach these ports. */
export function watchers(
  { metrics, monitoring: { profiling } }: WatchSettings,
  { monitoringNamespace }: Environment,
): { readonly peer: Peer; readonly ports: readonly number[] }[] {
  const from = (namespace: string, port: number) => ({ peer: { namespace, selector: {} }, ports: [port] });
  return [
    ...(metrics instanceof Metrics ? [] : [from(monitoringNamespace, metrics)]),
    ...(profiling ? [from(profiling.from ?? monitoringNamespace, profiling.port)] : []),
  ];
}

/** What tells the program how to measure, and where to show its profiles. */
export function watchVariables(
  { monitoring: { profiling } }: WatchSettings,
  monitored: Monitored | undefined,
): { readonly name: string; readonly value: string }[] {
  const bounds = monitored?.dialect.takesBounds ? boundsText(boundsFor(monitored)) : undefined;
  return [
    ...(bounds === undefined ? [] : [{ name: "GANTRY_BUCKETS", value: bounds }]),
    ...(profiling ? [{ name: "GANTRY_PPROF", value: `:${profiling.port}` }] : []),
  ];
}

/** Has a program scraped; and of a service with objectives makes rules and a dashboard. */
export function createMonitoring(
  scope: Construct,
  party: { readonly name: string; readonly namespace: string },
  { metrics, monitoring }: WatchSettings,
  monitored: Monitored | undefined,
  environment: Environment,
): void {
  const isScraped = !(metrics instanceof Metrics) && environment.has("prometheus-operator");
  if (isScraped) new Scrape(scope, "Scrape", party.name, monitoring.interval, environment);
  if (!monitored) return;
  createRules(scope, party, rulesOf(monitored), environment);
  new DashboardMap(scope, "Dashboard", monitored);
}
