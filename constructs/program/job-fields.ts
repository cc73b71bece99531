import type { Construct } from "constructs";
import type { FieldTable, Finding } from "../../lib/fields";
import { integer, unit } from "../../lib/fields";
import type { DurationLike } from "../../lib/units";
import { Duration } from "../../lib/units";
import type { Party } from "../base/wiring";
import type { JobPlan } from "../workload/job";
import { createProgram, demand } from "./program";
import type { ProgramProps, ProgramSettings } from "./program-fields";
import { PROGRAM } from "./program-fields";

/** What a program needs that comes to an end. */
export interface JobProps extends ProgramProps {
  /** The longest that a run may take, with its retries. @default "1h" */
  readonly timeout?: DurationLike;
  /** How often a failed pod is tried again. @default 3 */
  readonly retries?: number;
  /** Pods at the same time. @default 1 */
  readonly parallelism?: number;
  /** Pods that must succeed. @default 1 */
  readonly completions?: number;
}

export interface JobSettings extends ProgramSettings {
  readonly timeout: Duration;
  readonly retries: number;
  readonly parallelism: number;
  readonly completions: number;
}

/** The field table that GoJob and GoCronJob begin with. */
export const JOB: FieldTable<JobSettings> = {
  ...PROGRAM,
  timeout: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.days(7) }),
    default: "1h",
    doc: "the longest that a run may take",
  },
  retries: { type: integer(0, 100), default: 3, doc: "how often a failed pod is tried again" },
  parallelism: { type: integer(1, 1000), default: 1, doc: "pods at the same time" },
  completions: { type: integer(1, 10000), default: 1, doc: "pods that must succeed" },
};

/** Makes what a job has besides the job itself, and gives back its plan. */
export function createJob(scope: Construct, party: Party, settings: JobSettings): JobPlan {
  const { timeout, retries, parallelism, completions } = settings;
  const pod = createProgram(scope, party, settings, {
    ports: [],
    env: [],
    restartPolicy: "Never",
    revision: "",
    admits: [],
  });
  // A run may start while the pods of the one before are still ending.
  demand(scope, party, pod, 2 * parallelism);
  return { pod, timeout, retries, parallelism, completions };
}

/** What is wrong with a job beyond the types of its fields. */
export function jobFindings({ timeout, parallelism, completions }: Partial<JobSettings>): Finding[] {
  const part = timeout?.tryToSeconds();
  const findings: Finding[] = typeof part === "object" ? [{ ...part, field: "timeout" }] : [];
  if (parallelism !== undefined && completions !== undefined && parallelism > completions) {
    const allowed = `at most completions, ${completions}: more pods would never start`;
    findings.push({
      code: "out-of-range",
      field: "parallelism",
      got: String(parallelism),
      allowed,
      fix: `set it to ${completions}`,
    });
  }
  return findings;
}
