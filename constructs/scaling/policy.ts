import { isComplaint } from "../../lib/errors";
import type { FieldTable, Finding } from "../../lib/fields";
import { either, group, integer, list, unit, value } from "../../lib/fields";
import { wrongType } from "../../lib/fields/read";
import { SingleReplica } from "../../lib/replicas";
import { ScalingMetric } from "../../lib/scaling";
import type { DurationLike, PercentLike } from "../../lib/units";
import { Duration, Percent } from "../../lib/units";

/** How fast the number of pods may change in one direction. */
export interface ScalingPaceOptions {
  /** Per cent of the present pods. @default - 100 up, 50 down */
  readonly percent?: number;
  /** Pods, if that is more. @default - 4 up, 1 down */
  readonly pods?: number;
  /** How often. @default - "15s" up, "60s" down */
  readonly period?: DurationLike;
  /** How long a change must be called for. @default - "0s" up, "5m" down */
  readonly window?: DurationLike;
}

/** When there are more pods and when fewer (autoscaling/v2). */
export interface HpaPolicyOptions {
  /**
   * At least this many pods; one only with `Replicas.single(reason)`, none only with KEDA and a metric that is there without pods: the last pod goes
   * after a quiet `down.window`. @default - GoService 3, else 2
   */
  readonly min?: number | SingleReplica;
  /** At most this many pods. @default 10 */
  readonly max?: number;
  /** Processor time to aim for, of the request. @default "50%" */
  readonly cpu?: PercentLike;
  /** Memory to aim for, of the request. @default - memory is no reason to scale */
  readonly memory?: PercentLike;
  /** What else pods are needed for, as Prometheus counts it; KEDA or Prometheus Adapter must be installed. @default - nothing else */
  readonly metrics?: readonly ScalingMetric[];
  /** @default - twice as many pods, or 4 more, every 15 s */
  readonly up?: ScalingPaceOptions;
  /** @default - half of the pods a minute, after 5 quiet minutes */
  readonly down?: ScalingPaceOptions;
}

export interface PaceSettings {
  readonly percent: number;
  readonly pods: number;
  readonly period: Duration;
  readonly window: Duration;
}

export interface HpaPolicySettings {
  readonly min: number | SingleReplica;
  readonly max: number;
  readonly cpu: Percent;
  readonly memory: Percent | undefined;
  readonly metrics: readonly ScalingMetric[] | undefined;
  readonly up: PaceSettings;
  readonly down: PaceSettings;
}

const window = unit(Duration, { name: "duration", max: Duration.hours(1) });
const period = unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.minutes(30) });

function pace(percent: number, pods: number, every: string, quiet: string) {
  return group<PaceSettings>({
    percent: { type: integer(1, 1000), default: percent, doc: "per cent of the present pods" },
    pods: { type: integer(1, 1000), default: pods, doc: "pods, if that is more" },
    period: { type: period, default: every, doc: "how often" },
    window: { type: window, default: quiet, doc: "how long a change must be called for" },
  });
}

/** The table of an autoscaler whose smallest size is `min` unless somebody says otherwise. */
export function hpaPolicy(min: number): FieldTable<HpaPolicySettings> {
  return {
    min: {
      type: either(
        (given) => typeof given === "object",
        value<SingleReplica>("a number, or Replicas.single(reason)", SingleReplica),
        integer(0, 1000),
      ),
      default: min,
      doc: "at least this many pods",
    },
    max: { type: integer(1, 1000), default: 10, doc: "at most this many pods" },
    cpu: { type: percent, default: "50%", doc: "processor time to aim for, of the request" },
    memory: { type: percent, otherwise: "memory is no reason to scale", doc: "memory to aim for, of the request" },
    metrics: {
      type: list(value<ScalingMetric>("ScalingMetric.requestsPerPod(100) or one of the others", ScalingMetric), 10),
      otherwise: "nothing else",
      doc: "what else pods are needed for, as Prometheus counts it",
    },
    up: { type: pace(100, 4, "15s", "0s"), default: {}, doc: "how fast pods are added" },
    down: { type: pace(50, 1, "60s", "5m"), default: {}, doc: "how fast pods are taken away" },
  };
}

const percent: FieldTable<HpaPolicySettings>["cpu"]["type"] = {
  shape: { kind: "unit", unit: "percent", min: "1%", max: "100%" },
  read: (given, place) => {
    if (!(given instanceof Percent) && typeof given !== "string" && typeof given !== "number")
      return place.complain(wrongType('a share such as "50%"', given, place));
    const parsed = given instanceof Percent ? given : Percent.tryOf(given);
    if (!(parsed instanceof Percent)) return place.complain(parsed);
    const count = perCent(parsed);
    if (Number.isInteger(count) && count <= 100) return parsed;
    return place.complain({
      code: "percent-whole",
      got: `${parsed}`,
      allowed: "whole per cents from 1 to 100: autoscaling/v2 counts in whole ones",
      fix: `set it to "${Math.min(100, Math.ceil(count))}%", for example`,
    });
  },
};

/** A share in the whole per cents of autoscaling/v2. */
export function perCent(share: Percent): number {
  return Number((share.toRatio() * 100).toPrecision(12));
}

/** The least number of pods as a number. */
export function least({ min }: { readonly min: number | SingleReplica }): number {
  return typeof min === "number" ? min : min.count;
}

/** What is wrong with an autoscaler beyond its types. */
export function hpaFindings(field: string, { min, max, up, down }: Partial<HpaPolicySettings>): Finding[] {
  return [...sizeFindings(field, min, max), ...paceFindings(`${field}up`, up), ...paceFindings(`${field}down`, down)];
}

function paceFindings(field: string, pace: Partial<PaceSettings> | undefined): Finding[] {
  return (["period", "window"] as const).flatMap((name) => {
    const part = pace?.[name]?.tryToSeconds();
    return isComplaint(part) ? [{ ...part, field: `${field}.${name}` }] : [];
  });
}

function sizeFindings(
  field: string,
  min: HpaPolicySettings["min"] | undefined,
  max: HpaPolicySettings["max"] | undefined,
): Finding[] {
  if (min === undefined) return [];
  if (min === 1) {
    const fix = 'set it to 2, or Replicas.single("reason")';
    return [
      {
        code: "replicas-too-few",
        field: `${field}min`,
        got: "1",
        allowed: "at least 2: one pod cannot outlive a node drain",
        fix,
      },
    ];
  }
  const from = least({ min });
  if (max === undefined || max > from) return [];
  const [got, fix] = [
    `min ${from}, max ${max}`,
    `raise max above ${from}, or take the autoscaler away: Replicas.fixed(${Math.max(2, from)})`,
  ];
  return [
    { code: max < from ? "max-below-min" : "never-scales", field: `${field}max`, got, allowed: "a max above min", fix },
  ];
}
