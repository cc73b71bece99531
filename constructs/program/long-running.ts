import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { FieldTable, FieldType, Finding } from "../../lib/fields";
import { either, group, integer, readFields, unit, text, value } from "../../lib/fields";
import { isComplaint } from "../../lib/errors";
import { checkProgressDeadline, rolloutBounds } from "../../lib/math/rollout";
import { dnsSubdomain } from "../../lib/names";
import { Budget } from "../../lib/opt-out";
import type { ProgramPort, ScaleTarget } from "../../lib/ports";
import { Replicas, SingleReplica } from "../../lib/replicas";
import type { Measured } from "../../lib/scaling";
import type { Monitored } from "../../lib/slo";
import type { SizeLike } from "../../lib/units";
import { isPlain } from "../../lib/show";
import { Size } from "../../lib/units";
import type { Party } from "../base/wiring";
import { reasons } from "../base/labels";
import { HeadlessService } from "../network/service";
import type { MonitoringOptions, MonitoringSettings } from "../observability/monitoring";
import { MONITORING, Metrics } from "../observability/monitoring";
import { scrapeAnnotations } from "../observability/scrape";
import { createMonitoring, watchVariables, watchedPorts, watchers } from "../observability/watch";
import { createAutoscaler } from "../scaling/autoscaler";
import { metricFindings } from "../scaling/metric-findings";
import type { HpaPolicyOptions, HpaPolicySettings } from "../scaling/policy";
import { hpaFindings, hpaPolicy, least } from "../scaling/policy";
import { DisruptionBudget } from "../workload/budget";
import {
  DEPLOYMENT_REVISION,
  HardenedWorkload,
  STATEFUL_SET_REVISION,
  headlessName,
} from "../workload/hardened-workload";
import type { HealthOptions, HealthSettings } from "../workload/health";
import { HEALTH, healthFindings, probes } from "../workload/health";
import type { PodPlan } from "../workload/pod";
import { podQos } from "../workload/pod";
import type { RolloutOptions, RolloutSettings } from "../workload/rollout";
import { ROLLOUT } from "../workload/rollout";
import type { ShutdownOptions, ShutdownSettings } from "../workload/shutdown";
import { SHUTDOWN, graceSeconds, shutdownHook, shutdownVariables } from "../workload/shutdown";
import type { SpreadOptions, SpreadSettings } from "../workload/spread";
import { SPREAD } from "../workload/spread";
import { absolutePath } from "./texts";
import type { ProgramProps, ProgramSettings } from "./program-fields";
import { PROGRAM } from "./program-fields";
import { createProgram, demand } from "./program";

/** Disk of its own for each pod, which outlives the pod. */
export interface StateOptions {
  readonly size: SizeLike;
  /** Where the program sees it. */
  readonly mountPath: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
}

/** What a program needs that keeps running. */
export interface LongRunningProps extends ProgramProps {
  /** An autoscaler, or `Replicas.fixed(n)`, or `Replicas.single(reason)`. @default {} */
  readonly scaling?: HpaPolicyOptions | Replicas | SingleReplica;
  /** @default {} */
  readonly rollout?: RolloutOptions;
  /** @default {} */
  readonly shutdown?: ShutdownOptions;
  /** @default {} */
  readonly health?: HealthOptions;
  /** `Budget.off(reason)` for no disruption budget. @default - one pod at a time up to 9 pods, then a tenth */
  readonly budget?: Budget;
  /** @default {} */
  readonly spread?: SpreadOptions;
  /** Where the program serves /metrics, or `Metrics.off(reason)`. @default 9090 */
  readonly metrics?: number | Metrics;
  /** How it is watched. @default {} */
  readonly monitoring?: MonitoringOptions;
  /** Makes a StatefulSet with a disk for each pod. @default - no state */
  readonly state?: StateOptions;
}

export interface LongRunningSettings extends ProgramSettings {
  readonly scaling: HpaPolicySettings | Replicas | SingleReplica;
  readonly rollout: RolloutSettings;
  readonly shutdown: ShutdownSettings;
  readonly health: HealthSettings;
  readonly budget: Budget | undefined;
  readonly spread: SpreadSettings;
  readonly metrics: number | Metrics;
  readonly monitoring: MonitoringSettings;
  readonly state:
    { readonly size: Size; readonly mountPath: string; readonly storageClass: string | undefined } | undefined;
}

/** The field table of a program that keeps running, with `least` pods unless somebody says otherwise. */
export function longRunning(least: number): FieldTable<LongRunningSettings> {
  return {
    ...PROGRAM,
    scaling: { type: scaling(least), default: {}, doc: "an autoscaler, or a fixed number of pods" },
    rollout: { type: group(ROLLOUT), default: {}, doc: "how a new version replaces the old one" },
    shutdown: { type: group(SHUTDOWN), default: {}, doc: "how a pod goes away" },
    health: { type: group(HEALTH), default: {}, doc: "how the kubelet learns that the program is well" },
    budget: {
      type: value<Budget>("Budget.off(reason)", Budget),
      otherwise: "one pod at a time up to 9 pods, then a tenth",
      doc: "opt-out of the disruption budget",
    },
    spread: { type: group(SPREAD), default: {}, doc: "how pods are spread over zones and nodes" },
    metrics: {
      type: either(
        (given) => given instanceof Metrics,
        value<Metrics>("Metrics.off(reason)", Metrics),
        integer(1, 65535),
      ),
      default: 9090,
      doc: "where the program serves /metrics",
    },
    monitoring: { type: group(MONITORING), default: {}, doc: "how it is watched" },
    state: {
      type: group({
        size: { type: unit(Size, { name: "size", min: Size.mebibytes(1) }), required: true, doc: "size of the disk" },
        mountPath: { type: absolutePath, required: true, doc: "where the program sees it" },
        storageClass: {
          type: text("the name of a StorageClass", dnsSubdomain, ["fast"]),
          otherwise: "the cluster's default class",
          doc: "a StorageClass of the cluster",
        },
      }),
      otherwise: "no state",
      doc: "makes a StatefulSet with a disk for each pod",
    },
  };
}

function scaling(least: number): FieldType<HpaPolicySettings | Replicas | SingleReplica> {
  const words = "an autoscaler { min, max, … }, Replicas.fixed(n) or Replicas.single(reason)";
  const fixed = value<Replicas | SingleReplica>(words, Replicas, SingleReplica);
  const isRecord = (given: unknown) => typeof given === "object" && given !== null && isPlain(given);
  return either(isRecord, group(hpaPolicy(least)), fixed);
}

/** What is wrong with a program that keeps running, beyond the types of its fields. */
export function longRunningFindings(
  settings: Partial<LongRunningSettings>,
  ports: readonly string[],
  isGrpc: boolean,
): Finding[] {
  const { health, rollout } = settings;
  return [
    ...(health ? healthFindings(health, ports, isGrpc) : []),
    ...(rollout ? rolloutFindings(rollout) : []),
    ...(settings.state && rollout ? stateFindings(rollout) : []),
    ...wholeSeconds(settings),
  ];
}

/** What is wrong with an autoscaler. @param hasRequests whether the program serves requests, which its metrics then count */
export function scalingFindings(
  { scaling, metrics }: Partial<LongRunningSettings>,
  environment: Environment,
  hasRequests: boolean,
): Finding[] {
  if (!scaling || !("max" in scaling)) return [];
  const sources = { environment, countsRequests: hasRequests && !(metrics instanceof Metrics) };
  return [...hpaFindings("scaling.", scaling), ...metricFindings("scaling.", scaling, sources)];
}

function rolloutFindings({
  maxSurge,
  maxUnavailable,
  minReady,
  progressDeadline,
}: Partial<RolloutSettings>): Finding[] {
  const bounds =
    maxSurge === undefined || maxUnavailable === undefined ? undefined : rolloutBounds(1, maxSurge, maxUnavailable);
  const deadline = minReady && progressDeadline && checkProgressDeadline(progressDeadline, minReady);
  return [
    ...(isComplaint(bounds) ? [{ ...bounds, field: "rollout.maxSurge" }] : []),
    ...(deadline ? [{ ...deadline, field: "rollout.progressDeadline" }] : []),
  ];
}

const ROLLOUT_DEFAULTS = readFields<RolloutSettings>({}, ROLLOUT).values;

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates: one pod after the other, each replaced in its place. */
function stateFindings(rollout: Partial<RolloutSettings>): Finding[] {
  const ours = (["maxSurge", "maxUnavailable", "progressDeadline"] as const).filter(
    (name) => String(rollout[name]) !== String(ROLLOUT_DEFAULTS[name]),
  );
  const allowed = "nothing here with state: a StatefulSet replaces one pod after the other, in its place";
  return ours.map((name) => {
    const got = String(rollout[name]);
    return { code: "not-with-state", field: `rollout.${name}`, got, allowed, fix: "leave it out" };
  });
}

function wholeSeconds({ rollout, shutdown }: Partial<LongRunningSettings>): Finding[] {
  const durations = {
    "rollout.minReady": rollout?.minReady,
    "rollout.progressDeadline": rollout?.progressDeadline,
    "shutdown.settle": shutdown?.settle,
    "shutdown.drain": shutdown?.drain,
  };
  return Object.entries(durations).flatMap(([field, duration]) => {
    const complaint = duration?.tryToSeconds();
    return typeof complaint === "object" ? [{ ...complaint, field }] : [];
  });
}

/** The least and the most pods that a scaling asks for. */
export function podRange(scaling: LongRunningSettings["scaling"]): { readonly least: number; readonly most: number } {
  return "max" in scaling
    ? { least: least(scaling), most: scaling.max }
    : { least: scaling.count, most: scaling.count };
}

/** Parts of a program that keeps running. */
export interface LongRunning {
  readonly pod: PodPlan;
  readonly workload: ScaleTarget;
  /** What the kubelet will work out from requests and limits. */
  readonly qosClass: string;
}

/** Makes the parts of a program that keeps running, under the construct. */
export function createLongRunning(
  scope: Construct,
  party: Party,
  settings: LongRunningSettings,
  environment: Environment,
  options: {
    readonly ports: readonly ProgramPort[];
    readonly isGrpc: boolean;
    readonly admits: Parameters<typeof createProgram>[3]["admits"];
    readonly wave: number | undefined;
    /** Of a service with objectives. */
    readonly monitored?: Monitored | undefined;
    /** Of a service: how its metrics count requests. */
    readonly measured?: Measured | undefined;
  },
): LongRunning {
  const { shutdown, health, scaling, rollout, state } = settings;
  const { monitored } = options;
  const all = watchedPorts(options.ports, settings);
  const pod = createProgram(scope, party, settings, {
    ports: all,
    env: [...shutdownVariables(shutdown), ...watchVariables(settings, monitored)],
    probes: probes(health, all[0] ?? { name: "health", port: 0 }, all, options.isGrpc),
    lifecycle: shutdownHook(shutdown),
    graceSeconds: graceSeconds(shutdown),
    restartPolicy: "Always",
    spread: settings.spread,
    revision: state ? STATEFUL_SET_REVISION : DEPLOYMENT_REVISION,
    admits: [...options.admits, ...watchers(settings, environment)],
    wave: options.wave,
  });
  const annotations = { ...scrapeAnnotations(settings, environment), ...pod.annotations };
  const workload = createWorkload(scope, { ...pod, annotations }, settings, environment);
  if (state) new HeadlessService(scope, "Pods", party.name, headlessName(party.name), options.ports);
  createMonitoring(scope, party, settings, monitored, environment);
  const { least, most } = podRange(scaling);
  const container = pod.sidecars.length > 0 ? pod.main.name : undefined;
  if ("max" in scaling) createAutoscaler(scope, "Hpa", workload, scaling, { container, measured: options.measured });
  if (!settings.budget && least > 1) new DisruptionBudget(scope, "Budget", party.name, least);
  // New pods and the surge, while every old pod is still draining.
  demand(scope, party, pod, 2 * most + rollout.maxSurge);
  return { pod, workload, qosClass: podQos(pod) };
}

function createWorkload(
  scope: Construct,
  pod: PodPlan,
  settings: LongRunningSettings,
  environment: Environment,
): HardenedWorkload {
  const { scaling, rollout, state, budget, metrics } = settings;
  const annotations = reasons({
    budget,
    metrics: metrics instanceof Metrics ? metrics : undefined,
    "single-replica": scaling instanceof SingleReplica ? scaling : undefined,
  });
  const replicas = "max" in scaling ? undefined : scaling.count;
  return new HardenedWorkload(scope, "Workload", { pod, replicas, rollout, state, annotations }, environment);
}
