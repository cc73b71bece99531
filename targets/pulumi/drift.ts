import { byCodeUnit } from "../../lib/fields";
import type { Step } from "./digest";
import { readDigest } from "./digest";

/** An object that is not as Pulumi left it. */
export interface Drifted {
  readonly kind: string;
  /** `shop/storefront`. */
  readonly name: string;
  /** Somebody changed it, or deleted it. */
  readonly change: "changed" | "gone";
  /** Paths of what somebody changed; the value that is there now is in the cluster only. */
  readonly fields: readonly string[];
}

/** What the cluster says about a stack. */
export interface Drift {
  /** In the order of kind and name. */
  readonly objects: readonly Drifted[];
  /** How many objects are as they were. */
  readonly unchanged: number;
  /** Why some could not be read; then nothing is known about them. */
  readonly errors: readonly string[];
}

/**
 * Reads what `pulumi refresh --preview-only --run-program --json --stack prod` prints. That command changes nothing, sees what differs between the state
 * and the cluster only, and with `--run-program` holds the way to the cluster against the declaration first. `pulumi preview --refresh` mixes drift with what
 * the program would change; `pulumi up` has no `--preview-only`.
 * @throws ValidationError when it is something else.
 */
export function readDrift(json: string): Drift {
  const { steps, errors } = readDigest(json);
  const made = steps.filter(({ kind }) => !kind.startsWith("pulumi:providers:"));
  const objects = made.flatMap(drifted).sort((a, b) => byCodeUnit(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`));
  return { objects, unchanged: made.filter(({ operation }) => operation === "refresh").length, errors };
}

function drifted({ operation, kind, name, changed }: Step): Drifted[] {
  if (operation === "delete") return [{ kind, name, change: "gone", fields: [] }];
  return operation === "update" ? [{ kind, name, change: "changed", fields: changed }] : [];
}

/** A line for each object that has drifted, what could not be read, and a count. */
export function driftTable({ objects, unchanged, errors }: Drift): string {
  const [kinds, names] = [width(objects.map(({ kind }) => kind)), width(objects.map(({ name }) => name))];
  const lines = objects.map(({ kind, name, change, fields }) =>
    `${kind.padEnd(kinds)}  ${name.padEnd(names)}  ${change}  ${fields.join(", ")}`.trimEnd(),
  );
  const verdict = `${objects.length} drifted, ${unchanged} as they were`;
  return [...lines, ...errors.map((error) => `not read: ${error.replaceAll(/\s+/g, " ")}`), verdict, ""].join("\n");
}

function width(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
