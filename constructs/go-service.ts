import { Chart } from "cdk8s";
import { Construct } from "constructs";
import type { Environment } from "../lib/environment";
import { isComplaint } from "../lib/errors";
import type { FieldTable, FieldType, Finding } from "../lib/fields";
import { either, group, list, unit, value } from "../lib/fields";
import type { ProgramPort, ScaleTarget } from "../lib/ports";
import type { Dialect, Monitored, Slo } from "../lib/slo";
import { NodePort, Route } from "../lib/route";
import { show } from "../lib/show";
import type { DurationLike } from "../lib/units";
import { Duration } from "../lib/units";
import { wiringOf } from "./base/context";
import { WAVES } from "./base/kube-object";
import type { Kinds } from "./imports/kinds";
import { patchParts } from "./base/patch";
import { report } from "./base/report";
import type { Owner, Party } from "./base/wiring";
import { entrance, expose, routeFindings } from "./network/exposure";
import type { PortSettings, Ports } from "./network/port-fields";
import { PORTS, isGrpc, portFindings, programPorts } from "./network/port-fields";
import { ServicePorts } from "./network/service";
import type { AlertOptions, ObjectiveSettings } from "./observability/objectives";
import { ALERTING, DIALECT, SLO, dialectOf, monitoredOf, objectiveFindings } from "./observability/objectives";
import { Metrics } from "./observability/monitoring";
import { WATCH_FIELDS, watchedPorts } from "./observability/watch";
import { declare } from "./program/declare";
import { serviceHost } from "./program/identity";
import type { LongRunning, LongRunningProps, LongRunningSettings } from "./program/long-running";
import { createLongRunning, longRunning, longRunningFindings, scalingFindings } from "./program/long-running";
import { createMigration } from "./program/migration";
import { argument } from "./program/texts";

/** A database migration with the service's own image, which succeeds before a new version starts. */
export interface MigrationOptions {
  /** Arguments of the program, e.g. `["migrate"]`. It must be safe to run twice, and leave the old version working. */
  readonly args: readonly string[];
  /** @default "10m" */
  readonly timeout?: DurationLike;
}

/** What a Go program needs from us in order to serve requests. */
export interface GoServiceProps extends LongRunningProps {
  /** Ports that callers may reach, by name; the first is the one that probes ask. @default { http: 8080 } */
  readonly ports?: Ports;
  /** Routes from outside of the cluster: `Route.host(…)`, `Route.ingress(…)`, several of them, or `Route.nodePort(reason)`. @default - inside the cluster only */
  readonly expose?: Route | NodePort | readonly Route[];
  /** Runs before the rollout, and stops it when it fails. @default - no migration */
  readonly migration?: MigrationOptions;
  /**
   * What it promises to its callers: `[Slo.availability(99.9), Slo.latency("300ms", 95)]`. Recording rules, alerts, a dashboard and the buckets of
   * its histogram follow. @default []
   */
  readonly slo?: readonly Slo[];
  /** When somebody is told at once; only with `slo`. @default {} */
  readonly alerts?: AlertOptions;
  /** What its metrics of requests are called. @default - `Dialect.grpcMiddleware` when the first port is for gRPC, else `Dialect.clientGolang` */
  readonly dialect?: Dialect;
}

/** `GoServiceProps` with every default filled in. */
export interface GoServiceSettings extends LongRunningSettings, ObjectiveSettings {
  readonly ports: PortSettings;
  readonly expose: Route | NodePort | readonly Route[] | undefined;
  readonly migration: { readonly args: readonly string[]; readonly timeout: Duration } | undefined;
}

const route = value<Route>("Route.host(…), Route.ingress(…) or Route.nodePort(reason)", Route);
const routes: FieldType<Route | NodePort | readonly Route[]> = either(
  (given) => given instanceof NodePort,
  value<NodePort>("Route.nodePort(reason)", NodePort),
  either<readonly Route[], Route>((given) => Array.isArray(given), list(route, 20), route),
);

/** Types, bounds, defaults and one sentence for each prop of a GoService. */
export const GO_SERVICE: FieldTable<GoServiceSettings> = {
  ...longRunning(3),
  ports: PORTS,
  expose: { type: routes, otherwise: "inside the cluster only", doc: "routes from outside of the cluster" },
  migration: {
    type: group({
      args: { type: list(argument, 100), required: true, doc: "arguments of the program" },
      timeout: {
        type: unit(Duration, { name: "duration", min: Duration.seconds(1), max: Duration.hours(24) }),
        default: "10m",
        doc: "the longest it may take",
      },
    }),
    otherwise: "no migration",
    doc: "runs before the rollout, and stops it when it fails",
  },
  slo: SLO,
  alerts: { type: group(ALERTING), default: {}, doc: "when somebody is told at once" },
  dialect: DIALECT,
};

/**
 * One Go program that serves requests, deployed so that it can be drained, scaled, reached and rolled back.
 * @example
 * new GoService(chart, "Storefront", { image, config: { LOG_LEVEL: "info" }, calls: [pricing] })
 */
export class GoService extends Construct {
  /** Every prop with its default filled in: what you read is what is rendered. Incomplete when the declaration has problems. */
  readonly settings: Readonly<Partial<GoServiceSettings>>;
  /** Name of the Deployment, the Service and everything else. */
  readonly name: string;
  /** What an autoscaler scales; nothing when the declaration has problems. */
  readonly workload: ScaleTarget | undefined;
  /** The kubelet's quality of service class; nothing when the declaration has problems. */
  readonly qosClass: string | undefined;
  /** What rules, dashboards and autoscalers know of it; nothing without objectives, or when the declaration has problems. */
  readonly monitored: Monitored | undefined;
  private readonly party: Party;

  constructor(scope: Construct, id: string, props: GoServiceProps) {
    super(scope, id);
    const ports = (values: Partial<GoServiceSettings>) => programPorts(values.ports ?? {});
    const { environment, identity, values, settings } = declare(this, GoService, props, {
      table: GO_SERVICE,
      rules: (partial, environment) => rules(partial, environment, ownerOf(this)),
      ports,
    });
    this.settings = values;
    this.party = identity;
    this.name = identity.name;
    if (!settings) return;
    this.monitored = watch(identity, settings, ownerOf(this));
    const parts = this.create(settings, ports(settings), environment);
    this.workload = parts.workload;
    this.qosClass = parts.qosClass;
  }

  /** `host:port` by which pods of any namespace reach a port of the service. @param port its name; the first port unless given */
  address(port?: string): string {
    const declared = this.settings.ports ?? {};
    const ports = programPorts(declared);
    const found = port === undefined ? ports[0] : ports.find((one) => one.name === port);
    if (!found && this.settings.ports && port !== undefined && !(port in declared)) {
      const allowed = `one of ${ports.map(({ name }) => name).join(", ")}`;
      report(this, [
        {
          code: "unknown-port",
          field: "address",
          got: show(port),
          allowed,
          fix: "name one of them, or declare the port",
        },
      ]);
    }
    return `${serviceHost(this, this.party)}:${found?.servicePort ?? 0}`;
  }

  /** Changes an object of the service by hand. @throws at synthesis when the object is not there any more, or the change changes nothing. */
  patch<K extends keyof Kinds>(kind: K, change: (object: Kinds[K]) => void, reason: string): void {
    patchParts(this, kind, change, reason);
  }

  private create(settings: GoServiceSettings, ports: readonly ProgramPort[], environment: Environment): LongRunning {
    const { expose: way, migration } = settings;
    const { namespace, name } = this.party;
    const grpc = isGrpc(ports[0]?.name ?? "");
    const wanted = routesOf(way);
    const admits = wanted.flatMap((one) => entrance(one, ports, environment) ?? []);
    const wave = migration ? WAVES.prerequisite : undefined;
    const parts = createLongRunning(this, this.party, settings, environment, {
      ports,
      isGrpc: grpc,
      admits,
      wave,
      monitored: this.monitored,
      measured: { namespace, service: name, dialect: dialectOf(settings, grpc), scrape: settings.monitoring.interval },
    });
    new ServicePorts(this, "Service", this.name, ports, way instanceof NodePort ? way : undefined);
    wanted.forEach((one, index) => expose(this, index, this.name, one, ports, environment));
    if (migration) createMigration(this, this.party, parts.pod, { ...migration, needs: settings.needs }, environment);
    return parts;
  }
}

function routesOf(way: GoServiceSettings["expose"]): readonly Route[] {
  const given = way instanceof Route ? [way] : way instanceof NodePort || way === undefined ? [] : way;
  return given.filter((one) => one !== undefined);
}

function ownerOf(construct: Construct): Owner | undefined {
  return wiringOf(construct).owners.get(Chart.of(construct).node.id);
}

type Place = Pick<Party, "namespace" | "name">;

function watch(place: Place, settings: GoServiceSettings, owner: Owner | undefined): Monitored | undefined {
  const [first] = programPorts(settings.ports);
  return monitoredOf(place, settings, settings.monitoring.interval, owner, isGrpc(first?.name ?? ""));
}

const UNNAMED = { namespace: "", name: "" };

/** What is wrong with objectives, as soon as everything that belongs to them could be read. */
function promises(values: Partial<GoServiceSettings>, owner: Owner | undefined): Finding[] {
  const { slo, alerts, monitoring } = values;
  const given: readonly unknown[] = [
    ...(slo ?? [undefined]),
    alerts?.p99,
    alerts?.errors,
    alerts?.minTraffic,
    monitoring?.interval,
  ];
  if (given.includes(undefined)) return [];
  const monitored = watch(UNNAMED, { ...values, ports: values.ports ?? {} } as GoServiceSettings, owner);
  return objectiveFindings(monitored, { hasMetrics: !(values.metrics instanceof Metrics), owner });
}

function rules(values: Partial<GoServiceSettings>, environment: Environment, owner: Owner | undefined): Finding[] {
  const ports = programPorts(values.ports ?? {});
  const all = watchedPorts(ports, values);
  const fields = all.map(({ name }, index) => (index < ports.length ? `ports.${name}` : WATCH_FIELDS[name]!));
  const part = values.migration?.timeout?.tryToSeconds();
  return [
    ...declaredPorts(values),
    ...promises(values, owner),
    ...(isComplaint(part) ? [{ ...part, field: "migration.timeout" }] : []),
    ...scalingFindings(values, environment, true),
    ...longRunningFindings(
      values,
      all.map(({ name }) => name),
      isGrpc(ports[0]?.name ?? ""),
    ),
    ...portFindings(
      all.map(({ name, port }, index) => ({ name, port, field: fields[index]! })),
      values.security?.bindLowPorts ?? false,
    ),
    ...routesOf(values.expose).flatMap((one, index) =>
      routeFindings(Array.isArray(values.expose) ? `expose[${index}]` : "expose", one, ports, environment),
    ),
  ];
}

function declaredPorts({ ports, metrics }: Partial<GoServiceSettings>): Finding[] {
  if (ports && Object.keys(ports).length === 0) {
    const fix = "declare one, or use GoWorker";
    return [{ code: "required", field: "ports", got: "no port", allowed: "at least one port", fix }];
  }
  if (!ports || !("metrics" in ports) || typeof metrics !== "number") return [];
  const allowed = "another name: this one belongs to the port for metrics, which callers may not reach";
  return [{ code: "reserved-port", field: "ports.metrics", got: "metrics", allowed, fix: "use the prop metrics" }];
}
