import { isFields } from "./read";
import type { Fields } from "./read";
import type { Workload } from "./workload";

/** What a namespace enforces. */
export interface Policy {
  readonly level: "baseline" | "restricted";
  /** Minor version of the rules, 34 for `v1.34`; infinite for those of the cluster. */
  readonly minor: number;
}

/** A field of a pod that a rule forbids or misses. */
export interface Breach {
  /** Name of the check in k8s.io/pod-security-admission policy/check_*.go, without the level. */
  readonly rule: string;
  /** JSON path in the manifest. */
  readonly field: string;
  readonly value: unknown;
  readonly allowed: string;
  /** The line to write. */
  readonly fix: string;
}

export type PodRule = (workload: Workload, policy: Policy) => readonly Breach[];

/** Whether root in the pod is nobody on the node: rules of 1.35 and later then mind less (policy/helpers.go). */
export function hasUserNamespace(pod: Fields, { minor }: Policy): boolean {
  return minor >= 35 && pod["hostUsers"] === false;
}

/** Whether a pod is for Windows, where the Linux-only fields of `restricted` are not asked for. */
export function isWindows(pod: Fields): boolean {
  return isFields(pod["os"]) && pod["os"]["name"] === "windows";
}
