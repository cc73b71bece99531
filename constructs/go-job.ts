import { Construct } from "constructs";
import { patchParts } from "./base/patch";
import type { Kinds } from "./imports/kinds";
import { declare } from "./program/declare";
import type { JobProps, JobSettings } from "./program/job-fields";
import { JOB, createJob, jobFindings } from "./program/job-fields";
import { OneJob } from "./workload/job";

/** What a Go program needs from us that runs once for each version of it. */
export type GoJobProps = JobProps;
/** `GoJobProps` with every default filled in. */
export type GoJobSettings = JobSettings;
/** Types, bounds, defaults and one sentence for each prop of a GoJob. */
export const GO_JOB = JOB;

/**
 * One Go program that runs to its end, once for each content: a changed image, configuration or argument is a new Job.
 * @example
 * new GoJob(chart, "Backfill", { image, args: ["backfill", "--since", "2026-01-01"] })
 */
export class GoJob extends Construct {
  /** Every prop with its default filled in: what you read is what is rendered. Incomplete when the declaration has problems. */
  readonly settings: Readonly<Partial<GoJobSettings>>;
  /** Name of the program; the Job's own name carries a hash of its content as well. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: GoJobProps) {
    super(scope, id);
    const { environment, identity, values, settings } = declare(this, GoJob, props, {
      table: GO_JOB,
      rules: jobFindings,
    });
    this.settings = values;
    this.name = identity.name;
    if (!settings) return;
    new OneJob(this, "Resource", this.name, createJob(this, identity, settings), environment);
  }

  /** Changes an object of the job by hand. @throws at synthesis when the object is not there any more, or the change changes nothing. */
  patch<K extends keyof Kinds>(kind: K, change: (object: Kinds[K]) => void, reason: string): void {
    patchParts(this, kind, change, reason);
  }
}
