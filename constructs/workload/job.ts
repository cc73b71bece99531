import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import { hash } from "../../lib/names";
import type { Duration } from "../../lib/units";
import { KubeObject } from "../base/kube-object";
import { programLabels } from "../base/labels";
import type { JobSpec } from "../imports/kubernetes";
import type { PodPlan } from "./pod";
import { podTemplate } from "./pod";

/** Everything that is decided about pods that come to an end. */
export interface JobPlan {
  readonly pod: PodPlan;
  readonly timeout: Duration;
  readonly retries: number;
  readonly parallelism: number;
  readonly completions: number;
}

/** The job itself; a CronJob wraps the same. */
export function jobSpec(plan: JobPlan, environment: Environment): JobSpec {
  return {
    activeDeadlineSeconds: plan.timeout.toSeconds(),
    backoffLimit: plan.retries,
    completions: plan.completions,
    parallelism: plan.parallelism,
    template: podTemplate(plan.pod, environment),
  };
}

/**
 * A Job that runs once for each content: a Job cannot be changed, so its name carries a hash of what it runs. It has no time to live: a job that
 * deletes itself would be made again by whoever keeps the cluster equal to Git.
 */
export class OneJob extends KubeObject<"Job"> {
  constructor(scope: Construct, id: string, base: string, plan: JobPlan, environment: Environment, wave?: number) {
    const spec = jobSpec(plan, environment);
    const name = `${base}-${hash(JSON.stringify(spec))}`;
    super(scope, id, "Job", { name, labels: programLabels(plan.pod.name) }, { spec }, { wave, contentNamed: true });
  }
}

/** When a job runs, and what happens when runs meet. */
export interface SchedulePlan {
  readonly schedule: string;
  readonly timeZone: string;
  readonly concurrency: "Allow" | "Forbid" | "Replace";
  readonly startDeadline: Duration;
  readonly keepSucceeded: number;
  readonly keepFailed: number;
  readonly suspended: boolean;
}

/** A Job on a schedule. */
export class ScheduledJob extends KubeObject<"CronJob"> {
  constructor(
    scope: Construct,
    id: string,
    name: string,
    plan: JobPlan,
    schedule: SchedulePlan,
    environment: Environment,
  ) {
    super(
      scope,
      id,
      "CronJob",
      { name, labels: programLabels(name) },
      {
        spec: {
          concurrencyPolicy: schedule.concurrency,
          failedJobsHistoryLimit: schedule.keepFailed,
          jobTemplate: { metadata: { labels: programLabels(name) }, spec: jobSpec(plan, environment) },
          schedule: schedule.schedule,
          startingDeadlineSeconds: schedule.startDeadline.toSeconds(),
          successfulJobsHistoryLimit: schedule.keepSucceeded,
          suspend: schedule.suspended,
          timeZone: schedule.timeZone,
        },
      },
    );
  }
}
