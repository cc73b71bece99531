import { Construct } from "constructs";
import type { Environment } from "../lib/environment";
import type { FieldTable, Finding } from "../lib/fields";
import { integer } from "../lib/fields";
import type { ScaleTarget } from "../lib/ports";
import { patchParts } from "./base/patch";
import type { Kinds } from "./imports/kinds";
import { portFindings } from "./network/port-fields";
import { WATCH_FIELDS, watchedPorts } from "./observability/watch";
import { declare } from "./program/declare";
import type { LongRunningProps, LongRunningSettings } from "./program/long-running";
import { createLongRunning, longRunning, longRunningFindings, scalingFindings } from "./program/long-running";

/** What a Go program needs from us that keeps running and that nobody calls. */
export interface GoWorkerProps extends LongRunningProps {
  /** Where the program serves /healthz and /readyz, for the kubelet only. @default 8081 */
  readonly healthPort?: number;
}

/** `GoWorkerProps` with every default filled in. */
export interface GoWorkerSettings extends LongRunningSettings {
  readonly healthPort: number;
}

/** Types, bounds, defaults and one sentence for each prop of a GoWorker. */
export const GO_WORKER: FieldTable<GoWorkerSettings> = {
  ...longRunning(2),
  healthPort: { type: integer(1, 65535), default: 8081, doc: "where the program serves /healthz and /readyz" },
};

/**
 * One Go program that takes its work from a queue or a table: like a GoService, without a Service.
 * @example
 * new GoWorker(chart, "Mailer", { image, secrets: { DATABASE_URL: env.secret("mailer/database-url") } })
 */
export class GoWorker extends Construct {
  /** Every prop with its default filled in: what you read is what is rendered. Incomplete when the declaration has problems. */
  readonly settings: Readonly<Partial<GoWorkerSettings>>;
  /** Name of the Deployment and everything else. */
  readonly name: string;
  /** What an autoscaler scales; nothing when the declaration has problems. */
  readonly workload: ScaleTarget | undefined;
  /** The kubelet's quality of service class; nothing when the declaration has problems. */
  readonly qosClass: string | undefined;

  constructor(scope: Construct, id: string, props: GoWorkerProps) {
    super(scope, id);
    const { environment, identity, values, settings } = declare(this, GoWorker, props, { table: GO_WORKER, rules });
    this.settings = values;
    this.name = identity.name;
    if (!settings) return;
    const parts = createLongRunning(this, identity, settings, environment, {
      ports: [healthPort(settings.healthPort)],
      isGrpc: false,
      admits: [],
      wave: undefined,
    });
    this.workload = parts.workload;
    this.qosClass = parts.qosClass;
  }

  /** Changes an object of the worker by hand. @throws at synthesis when the object is not there any more, or the change changes nothing. */
  patch<K extends keyof Kinds>(kind: K, change: (object: Kinds[K]) => void, reason: string): void {
    patchParts(this, kind, change, reason);
  }
}

function healthPort(port: number) {
  return { name: "health", port, servicePort: port, protocol: "TCP", appProtocol: "http" } as const;
}

function rules(values: Partial<GoWorkerSettings>, environment: Environment): Finding[] {
  const own = values.healthPort === undefined ? [] : [healthPort(values.healthPort)];
  const all = watchedPorts(own, values);
  return [
    ...scalingFindings(values, environment, false),
    ...longRunningFindings(
      values,
      all.map(({ name }) => name),
      false,
    ),
    ...portFindings(
      all.map(({ name, port }) => ({ name, port, field: WATCH_FIELDS[name] ?? "healthPort" })),
      values.security?.bindLowPorts ?? false,
    ),
  ];
}
