import type { Above } from "../call-site";
import type { Complaint } from "../errors";
import { isComplaint, refuse, refuseAll } from "../errors";
import type { FieldTable } from "../fields";
import { choice, readFields, text } from "../fields";
import { burnWindows, leastObjective } from "../math/burn-rate";
import { dnsLabel } from "../names";
import { canonical } from "../promql";
import { show } from "../show";
import type { DurationLike } from "../units";
import { Duration } from "../units";

/** Over which time an objective holds. */
export const PERIODS = ["7d", "28d", "30d"] as const;

export interface SloOptions {
  /** Tells it from the other objectives of the service, in labels and links. @default - "availability" or "latency" */
  readonly name?: string;
  /** The time over which the budget of errors is spent: 7d, 28d or 30d. @default "30d" */
  readonly period?: (typeof PERIODS)[number];
}

interface Options {
  readonly name: string | undefined;
  readonly period: (typeof PERIODS)[number];
}

const OPTIONS: FieldTable<Options> = {
  name: {
    type: text("a DNS label", dnsLabel, ["checkout"]),
    otherwise: '"availability" or "latency"',
    doc: "tells it from the other objectives of the service",
  },
  period: { type: choice(...PERIODS), default: "30d", doc: "over which the budget of errors is spent" },
};

/** What a service promises to those who call it: which share of requests goes well. */
export class Slo {
  readonly name: string;
  readonly period: Duration;

  /**
   * This many per cent of requests don't fail because of the service (5xx, or a gRPC code that means the same).
   * @param percent e.g. 99.9; between 93.06 and 100 for a period of 30 days
   * @throws ValidationError
   * @example Slo.availability(99.9)
   */
  static availability(percent: number, options: SloOptions = {}): Slo {
    return new Slo(percent, undefined, options, Slo.availability);
  }

  /**
   * This many per cent of requests end within a time; a histogram bucket of the service gets this bound. Requests that fail count as they come, fast
   * or slow: declare availability as well.
   * @param within whole milliseconds, from "1ms" to "10m"
   * @param percent e.g. 95; between 93.06 and 100 for a period of 30 days
   * @throws ValidationError
   * @example Slo.latency("300ms", 95)
   */
  static latency(within: DurationLike, percent: number, options: SloOptions = {}): Slo {
    const threshold = within instanceof Duration ? within : Duration.tryOf(within);
    if (isComplaint(threshold)) return refuse(threshold, Slo.latency);
    const complaint = thresholdProblem(threshold);
    return complaint ? refuse(complaint, Slo.latency) : new Slo(percent, threshold, options, Slo.latency);
  }

  private constructor(
    readonly percent: number,
    /** Only for latency. */
    readonly threshold: Duration | undefined,
    options: SloOptions,
    above: Above,
  ) {
    const { name, period } = read(options, above);
    const complaint = percentProblem(percent, period);
    if (complaint) refuseAll([{ ...complaint, path: "", field: "" }], above);
    this.name = name ?? (threshold ? "latency" : "availability");
    this.period = Duration.of(period);
    Object.freeze(this);
  }

  /** The share of requests that may go wrong, e.g. 0.001. */
  get budget(): number {
    return Number(canonical((100 - this.percent) / 100));
  }

  /** The windows that are watched, shortest first. */
  get windows() {
    return burnWindows(this.period);
  }
}

function read(options: unknown, above: Above): Options {
  const { values, findings } = readFields<Options>(options, OPTIONS);
  if (findings.length === 0) return values as Options;
  return refuseAll(
    findings.map((finding) => ({ ...finding, path: "" })),
    above,
  );
}

function percentProblem(percent: number, period: (typeof PERIODS)[number]): Complaint | undefined {
  const least = Math.ceil(leastObjective(Duration.of(period)) * 1e4) / 100;
  if (typeof percent === "number" && percent >= least && percent < 100) return undefined;
  const got = `${show(percent)}${percent === 100 ? ", which leaves no budget for errors" : ""}`;
  const allowed = `per cent from ${least} to below 100: below it the fastest alert over ${period} could never fire`;
  return {
    code: "slo-objective",
    got,
    allowed,
    fix: percent > 0 && percent < 1 ? `write ${percent * 100}` : "e.g. 99.9",
  };
}

function thresholdProblem(threshold: Duration): Complaint | undefined {
  const millis = threshold.toMillis();
  if (millis >= 1 && millis <= 600_000) return undefined;
  const allowed = "from 1ms to 10m: histograms of requests have no bucket for anything else";
  return { code: "slo-threshold", got: show(`${threshold}`), allowed, fix: 'e.g. "300ms"' };
}
