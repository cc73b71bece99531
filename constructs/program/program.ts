import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import { CpuLimit } from "../../lib/opt-out";
import type { Peer, ProgramPort } from "../../lib/ports";
import { Size } from "../../lib/units";
import { Account } from "../account/account";
import { wiringOf } from "../base/context";
import type { PodContribution } from "../base/pod-contribution";
import type { Party } from "../base/wiring";
import { Config } from "../config/config-map";
import { Secrets } from "../config/secrets";
import { NetworkFence } from "../network/fence";
import type { ContainerPlan, Use } from "../workload/container";
import type { Probes } from "../workload/health";
import type { PodPlan } from "../workload/pod";
import { runtimeVariables } from "../workload/runtime";
import type { SpreadSettings } from "../workload/spread";
import { ephemeralStorage, folders } from "../workload/volumes";
import type { EnvVar, Lifecycle } from "../imports/kubernetes";
import type { ContainerSettings, ProgramSettings } from "./program-fields";

/** What a front door adds to what every program has. */
export interface PodOptions {
  readonly ports: readonly ProgramPort[];
  readonly env: readonly EnvVar[];
  readonly probes?: Probes;
  readonly lifecycle?: Lifecycle | undefined;
  readonly graceSeconds?: number;
  readonly restartPolicy: PodPlan["restartPolicy"];
  readonly spread?: SpreadSettings;
  readonly revision: string;
  readonly admits: readonly { readonly peer: Peer; readonly ports: readonly number[] }[];
  /** The wave of what must be there before the pods. @default - no wave */
  readonly wave?: number | undefined;
}

/** Makes what every program has besides its workload, under the construct, and gives back the plan of its pods. */
export function createProgram(scope: Construct, party: Party, settings: ProgramSettings, options: PodOptions): PodPlan {
  const { name, namespace } = party;
  const { wave } = options;
  const { annotations, permissions } = settings.account;
  const pullSecrets = declarePullSecrets(scope, party, settings);
  new Account(scope, "Account", { name, annotations, permissions, pullSecrets, wave });
  const config = new Config(scope, "Config", { name, variables: settings.config, files: settings.files, wave });
  const secrets = new Secrets(scope, "Secrets", { name, namespace, refs: settings.secrets, wave });
  new NetworkFence(scope, "Fence", party, { needs: settings.needs, admits: options.admits, wave });
  const parts = [config.contribution, secrets.contribution, folders(settings.scratch, settings.volumes)];
  declareClaims(scope, party, settings);
  declareNeeds(scope, party, settings);
  return { ...podPlan(party, settings, options, parts), labels: Chart.of(scope).labels };
}

/** The Secrets with which nodes pull the program's images; somebody else makes them. */
function declarePullSecrets(scope: Construct, { namespace }: Party, settings: ProgramSettings): readonly string[] {
  const images = [settings, ...Object.values(settings.init), ...Object.values(settings.sidecars)].map(
    ({ image }) => image,
  );
  const names = [...new Set(images.flatMap(({ pullSecret }) => pullSecret ?? []))].sort();
  for (const name of names) wiringOf(scope).declare({ kind: "Secret", namespace, name });
  return names;
}

function declareClaims(scope: Construct, { namespace }: Party, { volumes }: ProgramSettings): void {
  for (const { source } of Object.values(volumes)) {
    if (source.from === "claim")
      wiringOf(scope).declare({ kind: "PersistentVolumeClaim", namespace, name: source.claim });
  }
}

function declareNeeds(scope: Construct, { app, name: program }: Party, { needs }: ProgramSettings): void {
  for (const { name, host, port, protocol, backing } of needs)
    wiringOf(scope).externals.push({ app, program, name, host, port, protocol, backing });
}

function podPlan(
  party: Party,
  settings: ProgramSettings,
  options: PodOptions,
  parts: readonly PodContribution[],
): PodPlan {
  const mounts = parts.flatMap((part) => part.mounts);
  const others = (containers: Readonly<Record<string, ContainerSettings>>) =>
    Object.entries(containers).map(([name, one]) => beside(name, one, settings));
  return {
    name: party.name,
    account: party.name,
    main: mainContainer(party, settings, options, parts, mounts),
    init: others(settings.init),
    sidecars: others(settings.sidecars).map((sidecar) => ({ ...sidecar, restartPolicy: "Always" as const })),
    volumes: parts.flatMap((part) => part.volumes),
    security: settings.security,
    spread: options.spread,
    revision: options.revision,
    graceSeconds: options.graceSeconds,
    restartPolicy: options.restartPolicy,
    priorityClass: settings.priorityClass,
    token: settings.account.permissions.length > 0,
    labels: {},
    annotations: settings.podAnnotations,
  };
}

function mainContainer(
  { name }: Party,
  settings: ProgramSettings,
  options: PodOptions,
  parts: readonly PodContribution[],
  mounts: PodContribution["mounts"],
): ContainerPlan {
  const use = useOf(settings);
  const ports = options.ports.map((port) => ({ containerPort: port.port, name: port.name, protocol: port.protocol }));
  const numbers = options.ports.map((port) => ({
    name: `GANTRY_PORT_${port.name.toUpperCase().replaceAll("-", "_")}`,
    value: String(port.port),
  }));
  const env = [
    ...parts.flatMap((part) => part.env),
    ...options.env,
    ...numbers,
    ...runtimeVariables(settings.runtime, use),
  ];
  return {
    name,
    image: settings.image,
    command: settings.command,
    args: settings.args,
    env: env.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ports,
    mounts,
    use,
    bindLowPorts: settings.security.bindLowPorts,
    probes: options.probes,
    lifecycle: options.lifecycle,
  };
}

/** What the program's own container may use. */
export function useOf(settings: ProgramSettings): Use {
  const cpu = settings.cpu ?? settings.resources.cpu;
  return {
    cpu,
    cpuLimit: settings.cpuLimit ?? cpu.times(2),
    memory: settings.memory ?? settings.resources.memory,
    storage: ephemeralStorage(settings.scratch, settings.volumes),
  };
}

const SIDE_STORAGE = Size.mebibytes(64);

function beside(name: string, one: ContainerSettings, { volumes, security }: ProgramSettings): ContainerPlan {
  const { cpu, memory } = one.resources;
  return {
    name,
    image: one.image,
    command: one.command,
    args: one.args,
    env: Object.entries(one.env).map(([variable, value]) => ({ name: variable, value: escapeReferences(value) })),
    ports: [],
    mounts: Object.entries(one.mounts).map(([volume, mountPath]) => ({
      mountPath,
      name: volume,
      readOnly: isReadOnly(volumes[volume]?.source) || undefined,
    })),
    use: { cpu, cpuLimit: cpu.times(2), memory, storage: SIDE_STORAGE },
    bindLowPorts: security.bindLowPorts,
  };
}

function isReadOnly(source: { readonly from: string; readonly readOnly?: boolean } | undefined): boolean {
  return source?.from === "claim" && source.readOnly === true;
}

/** Kubernetes would replace `$(NAME)` in a literal variable; what the user typed is what the program gets. */
function escapeReferences(text: string): string {
  return text.replaceAll("$(", "$$$$(");
}

/** Tells the namespace's quota what the pods need when there are most of them. */
export function demand(scope: Construct, { namespace }: Party, { main, init, sidecars }: PodPlan, pods: number): void {
  // https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
  const total = (of: (use: Use) => number) => {
    const beside = sidecars.reduce((sum, { use }) => sum + of(use), 0);
    return pods * (beside + Math.max(of(main.use), ...init.map(({ use }) => of(use))));
  };
  wiringOf(scope).demands.push({
    namespace,
    pods,
    cpuRequest: total((use) => use.cpu.toMillis()),
    cpuLimit: [main, ...sidecars, ...init].some(({ use }) => use.cpuLimit instanceof CpuLimit)
      ? undefined
      : total((use) => (use.cpuLimit instanceof CpuLimit ? 0 : use.cpuLimit.toMillis())),
    memory: total((use) => use.memory.toBytes()),
    storage: total((use) => use.storage.toBytes()),
  });
}

/** What a front door that has problems leaves behind, so that references to its objects are not reported as well. */
export function declareUnmade(scope: Construct, { name, namespace }: Party): void {
  for (const kind of ["Service", "ServiceAccount", "ConfigMap", "Secret"] as const)
    wiringOf(scope).declare({ kind, namespace, name });
}
