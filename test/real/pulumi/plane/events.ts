import { existsSync, readFileSync } from "node:fs";

/** What the engine does, or in a preview would do, to one resource. */
export interface Step {
  /** `same`, `create`, `update`, `delete`; for a replacement `create-replacement`, `replace` and `delete-replaced`. */
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  /** Paths of the inputs that changed; empty for what is created, deleted or left. */
  readonly changed: readonly string[];
}

/** What the engine said besides. */
export interface Diagnostic {
  readonly severity: string;
  readonly message: string;
  readonly urn?: string;
}

/** A rule of a policy pack that an object breaks. */
export interface Violation {
  readonly policyName: string;
  readonly policyPackName: string;
  readonly enforcementLevel: string;
  readonly message: string;
  readonly resourceUrn?: string;
}

/** What happened in one run of the engine. */
export interface Events {
  /** In the order in which the engine took them up; the stack itself is left out. */
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  readonly violations: readonly Violation[];
}

interface EngineEvent {
  readonly resourcePreEvent?: {
    readonly metadata: {
      readonly op: string;
      readonly urn: string;
      readonly type: string;
      readonly detailedDiff?: Readonly<Record<string, unknown>>;
    };
  };
  readonly diagnosticEvent?: Diagnostic & { readonly ephemeral?: boolean };
  readonly policyEvent?: Violation;
}

const STACK = "pulumi:pulumi:Stack";
const COLOURS = /<\{%[^%]*%\}>/g;

/** Reads what `--event-log` wrote. A command that ends before the engine starts writes nothing. */
export function readEvents(file: string): Events {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const events = lines.map((line) => JSON.parse(line) as EngineEvent);
  return {
    steps: events.flatMap(({ resourcePreEvent }) => (resourcePreEvent ? step(resourcePreEvent) : [])),
    diagnostics: events.flatMap(({ diagnosticEvent: said }) => (said && !said.ephemeral ? diagnostic(said) : [])),
    violations: events.flatMap(({ policyEvent }) => policyEvent ?? []),
  };
}

/** How many resources of each kind of step; those that are left as they are do not count. */
export function counts({ steps }: Events): Readonly<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const { op } of steps) if (op !== "same") result[op] = (result[op] ?? 0) + 1;
  return result;
}

function step({ metadata }: NonNullable<EngineEvent["resourcePreEvent"]>): Step[] {
  const { op, urn, type, detailedDiff } = metadata;
  return type === STACK ? [] : [{ op, urn, type, changed: Object.keys(detailedDiff ?? {}) }];
}

function diagnostic({ severity, message, urn }: Diagnostic): Diagnostic {
  return { severity, message: message.replace(COLOURS, ""), ...(urn !== undefined && { urn }) };
}
