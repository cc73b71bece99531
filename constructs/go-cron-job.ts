import { Construct } from "constructs";
import type { FieldTable, Finding } from "../lib/fields";
import { choice, flag, integer, text, unit } from "../lib/fields";
import { checkSchedule } from "../lib/math/cron";
import { checkDaylightSaving } from "../lib/math/daylight-saving";
import { checkTimeZone } from "../lib/math/time-zone";
import type { DurationLike } from "../lib/units";
import { Duration } from "../lib/units";
import { patchParts } from "./base/patch";
import type { Kinds } from "./imports/kinds";
import { declare } from "./program/declare";
import type { JobProps, JobSettings } from "./program/job-fields";
import { JOB, createJob, jobFindings } from "./program/job-fields";
import { ScheduledJob } from "./workload/job";

/** How the runs of a schedule get along with each other. */
export interface RunOptions {
  /** What happens when a run is due while another one runs. @default "Forbid" */
  readonly concurrency?: "Allow" | "Forbid" | "Replace";
  /** How late a run may start; later it is left out. @default "5m" */
  readonly startDeadline?: DurationLike;
  /** Succeeded runs that stay to be looked at. @default 3 */
  readonly keepSucceeded?: number;
  /** Failed runs that stay to be looked at. @default 3 */
  readonly keepFailed?: number;
  /** No runs for now. @default false */
  readonly suspended?: boolean;
}

/** What a Go program needs from us that runs at certain times. */
export interface GoCronJobProps extends JobProps, RunOptions {
  /** Five fields of cron: minute, hour, day, month, weekday. */
  readonly schedule: string;
  /** An IANA time zone. @default "Etc/UTC" */
  readonly timeZone?: string;
}

/** `GoCronJobProps` with every default filled in. */
export interface GoCronJobSettings extends JobSettings {
  readonly schedule: string;
  readonly timeZone: string;
  readonly concurrency: "Allow" | "Forbid" | "Replace";
  readonly startDeadline: Duration;
  readonly keepSucceeded: number;
  readonly keepFailed: number;
  readonly suspended: boolean;
}

/** Types, bounds, defaults and one sentence for each prop of a GoCronJob. */
export const GO_CRON_JOB: FieldTable<GoCronJobSettings> = {
  ...JOB,
  schedule: {
    type: text("five fields of cron", checkSchedule, ["0 7 * * *", "*/15 8-18 * * 1-5"]),
    required: true,
    doc: "five fields of cron: minute, hour, day, month, weekday",
  },
  timeZone: {
    type: text("an IANA time zone", checkTimeZone, ["Etc/UTC", "Asia/Shanghai"]),
    default: "Etc/UTC",
    doc: "time zone of the schedule",
  },
  concurrency: { type: choice("Allow", "Forbid", "Replace"), default: "Forbid", doc: "what happens when runs meet" },
  startDeadline: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(10), max: Duration.days(1) }),
    default: "5m",
    doc: "how late a run may start",
  },
  keepSucceeded: { type: integer(0, 100), default: 3, doc: "succeeded runs that stay" },
  keepFailed: { type: integer(0, 100), default: 3, doc: "failed runs that stay" },
  suspended: { type: flag, default: false, doc: "no runs for now" },
};

/**
 * One Go program that runs on a schedule.
 * @example
 * new GoCronJob(chart, "DailyReport", { image, schedule: "0 7 * * *", timeZone: "Asia/Shanghai" })
 */
export class GoCronJob extends Construct {
  /** Every prop with its default filled in: what you read is what is rendered. Incomplete when the declaration has problems. */
  readonly settings: Readonly<Partial<GoCronJobSettings>>;
  /** Name of the CronJob and everything else. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: GoCronJobProps) {
    super(scope, id);
    const { environment, identity, values, settings } = declare(this, GoCronJob, props, {
      table: GO_CRON_JOB,
      rules: cronJobFindings,
    });
    this.settings = values;
    this.name = identity.name;
    if (!settings) return;
    new ScheduledJob(this, "Resource", this.name, createJob(this, identity, settings), settings, environment);
  }

  /** Changes an object of the job by hand. @throws at synthesis when the object is not there any more, or the change changes nothing. */
  patch<K extends keyof Kinds>(kind: K, change: (object: Kinds[K]) => void, reason: string): void {
    patchParts(this, kind, change, reason);
  }
}

/** What is wrong with a cron job beyond the types of its fields. */
export function cronJobFindings(values: Partial<GoCronJobSettings>): Finding[] {
  const { schedule, timeZone, startDeadline } = values;
  const clock = schedule !== undefined && timeZone !== undefined ? checkDaylightSaving(schedule, timeZone) : undefined;
  const part = startDeadline?.tryToSeconds();
  return [
    ...jobFindings(values),
    ...(clock ? [{ ...clock, field: "schedule" }] : []),
    ...(typeof part === "object" ? [{ ...part, field: "startDeadline" }] : []),
  ];
}
