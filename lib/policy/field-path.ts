import type { Complaint } from "../errors";
import { show } from "../show";

const STEP = /(?:^|(?<=.)\.)([A-Za-z_][\w-]*)|\[(\d+)\]|\["([^"\\]+)"\]/y;

/** The steps of a JSON path such as `spec.rules[0].host` or `metadata.labels["app.kubernetes.io/name"]`; nothing when it is none. */
export function stepsOf(path: string): readonly string[] | undefined {
  const steps: string[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const [, name, index, quoted] = STEP.exec(path) ?? [];
    const step = name ?? index ?? quoted;
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

export function fieldPath(path: string): Complaint | undefined {
  if (stepsOf(path)) return undefined;
  const allowed = 'a path in the object such as spec.replicas or metadata.labels["app.kubernetes.io/name"]';
  return { code: "field-path", got: show(path), allowed, fix: 'write "" when the whole object is meant' };
}

/** What stands at a path; nothing where an object on the way is missing. */
export function valueAt(value: unknown, steps: readonly string[]): unknown {
  let inner = value;
  for (const step of steps) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Readonly<Record<string, unknown>>)[step];
  }
  return inner;
}
