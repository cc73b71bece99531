import type { KubeObject } from "../../../plane/kube-object";
import { isObject, type Properties } from "./properties";
import type { Json } from "../../../../../lib/rendered";

/** One row of `metadata.managedFields`. */
export interface ManagerEntry {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly subresource?: string;
  readonly fieldsV1: Properties;
  readonly [field: string]: unknown;
}

/**
 * Whose fields an update takes over: kubectl's, and those that the provider's own create left behind.
 *
 * Source: fixCSAFieldManagers in provider/pkg/await/await.go of pulumi-kubernetes 4.32.
 */
const TAKEN_OVER = [
  { prefix: "kubectl", operation: "Apply" },
  { prefix: "kubectl", operation: "Update" },
  { prefix: "before-first-apply", operation: "Update" },
  { prefix: "pulumi-kubernetes", operation: "Update" },
] as const;

/** The rows of an object. */
export function managersOf({ metadata }: KubeObject): readonly ManagerEntry[] {
  return (metadata["managedFields"] as readonly ManagerEntry[] | undefined) ?? [];
}

/** The rows after ours has swallowed those that an update takes over; nothing where there is nothing to swallow. */
export function withTakenOver(object: KubeObject, manager: string): readonly ManagerEntry[] | undefined {
  const entries = managersOf(object);
  const swallowed = entries.filter(isTakenOver);
  if (swallowed.length === 0) return undefined;
  const own = entries.filter((entry) => isOwn(entry, manager));
  const fieldsV1 = [...own, ...swallowed].map((entry) => entry.fieldsV1).reduce(merged);
  const others = entries.filter((entry) => !isOwn(entry, manager) && !isTakenOver(entry));
  return [...others, { ...swallowed[0]!, manager, operation: "Apply", fieldsV1 }];
}

/** Whether a field, as `spec.replicas`, belongs to somebody else and not to us. */
export function isForeign(object: KubeObject, field: string, manager: string): boolean {
  const owners = managersOf(object).filter(({ fieldsV1 }) => has(fieldsV1, field.split(".")));
  return owners.length > 0 && !owners.some((entry) => isOwn(entry, manager));
}

function isTakenOver({ manager, operation, subresource }: ManagerEntry): boolean {
  const match = TAKEN_OVER.find((row) => manager.startsWith(row.prefix) && row.operation === operation);
  return match !== undefined && !subresource;
}

function isOwn(entry: ManagerEntry, manager: string): boolean {
  return entry.manager === manager && entry.operation === "Apply";
}

function has(fields: Json | undefined, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return fields !== undefined;
  return isObject(fields) && has(fields[`f:${step}`], rest);
}

function merged(one: Properties, other: Properties): Properties {
  const result = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const mine = result[key];
    result[key] = isObject(mine) && isObject(value) ? merged(mine, value) : value;
  }
  return result;
}
