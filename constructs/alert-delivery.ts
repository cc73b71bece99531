import { Construct } from "constructs";
import type { AlertPaceOptions, AlertRoute, Heartbeat, Pace, WatchdogOptions } from "../lib/alerting";
import { Receiver, Watchdog, deliveryFindings, pace, unshown, watchdog } from "../lib/alerting";
import type { Environment } from "../lib/environment";
import type { FieldTable, FieldType, Finding } from "../lib/fields";
import { choice, either, group, list, memberField, readFields, recordOf, text, unit, value } from "../lib/fields";
import { dnsLabel, labelValue } from "../lib/names";
import { show } from "../lib/show";
import { Duration } from "../lib/units";
import type { AlertmanagerMounts } from "./alerting/configuration";
import { createConfiguration } from "./alerting/configuration";
import { environmentOf } from "./base/context";
import { remember, report } from "./base/report";
import type { Party } from "./base/wiring";
import { Secrets } from "./config/secrets";
import { createRules } from "./observability/rules";
import { identify } from "./program/identity";

/** Which alerts a receiver gets. */
export interface AlertRouteOptions {
  /** @default - pages and tickets */
  readonly severity?: "page" | "ticket";
  /** The `team` of the chart whose alerts these are. @default - every team */
  readonly team?: string;
  /** The name of a receiver. */
  readonly receiver: string;
}

/** Who is told, how soon, and how often. */
export interface AlertDeliveryProps {
  /** Those who can be told, by name. */
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** The name of the receiver of every alert that no route takes. */
  readonly default: string;
  /** The first one that matches counts. @default [] */
  readonly routes?: readonly AlertRouteOptions[];
  /** When pages are sent, and sent again. @default {} */
  readonly pages?: AlertPaceOptions;
  /** When all else is sent, and sent again. @default {} */
  readonly tickets?: AlertPaceOptions;
  /** Where an alert goes that always fires, so that somebody outside of the cluster misses it; or `Watchdog.off(reason)`. */
  readonly watchdog: WatchdogOptions | Watchdog;
}

/** `AlertDeliveryProps` with every default filled in. */
export interface AlertDeliverySettings {
  readonly receivers: Readonly<Record<string, Receiver>>;
  readonly default: string;
  readonly routes: readonly AlertRoute[];
  readonly pages: Pace;
  readonly tickets: Pace;
  readonly watchdog: Heartbeat | Watchdog;
}

const receiverName = text("a DNS label", dnsLabel, ["oncall"]);
const receiver = unshown(Receiver, "Receiver.weComRobot(…), Receiver.pagerDuty(…), …", "make it with Receiver");
const team = text("a team's name", teamName, ["shop"]);

const route: FieldType<AlertRoute> = group<AlertRoute>({
  severity: { type: choice("page", "ticket"), otherwise: "pages and tickets", doc: "how urgent it is" },
  team: { type: team, otherwise: "every team", doc: "whose alerts these are" },
  receiver: { type: receiverName, required: true, doc: "the name of a receiver" },
});

const heartbeat = group<Heartbeat>({
  receiver: { type: receiverName, required: true, doc: "the name of a receiver that nothing else goes to" },
  every: {
    type: unit(Duration, { name: "duration", min: Duration.seconds(10), max: Duration.days(1) }),
    default: "5m",
    doc: "time between two messages",
  },
});

/** Types, bounds, defaults and one sentence for each prop of an AlertDelivery. */
export const ALERT_DELIVERY: FieldTable<AlertDeliverySettings> = {
  receivers: { type: recordOf(receiverName, receiver, 100), required: true, doc: "those who can be told, by name" },
  default: { type: receiverName, required: true, doc: "the receiver of every alert that no route takes" },
  routes: {
    type: list(route, 200),
    default: [],
    doc: "which alerts a receiver gets; the first one that matches counts",
  },
  pages: { type: group(pace("10s", "1h")), default: {}, doc: "when pages are sent, and sent again" },
  tickets: { type: group(pace("1m", "12h")), default: {}, doc: "when all else is sent, and sent again" },
  watchdog: {
    type: either((given) => given instanceof Watchdog, value<Watchdog>("Watchdog.off(reason)", Watchdog), heartbeat),
    required: true,
    doc: "where an alert goes that always fires, or Watchdog.off(reason)",
  },
};

/**
 * Brings alerts to people: receivers, routes by severity and team, one message for the same alert of the same service, no ticket while a page of the same
 * objective is out, and an alert that always fires, whose absence tells that alerting is broken.
 *
 * Where the operator is (`installed: ["prometheus-operator"]`), an AlertmanagerConfig comes out, with the environment's `monitorLabels`. The operator
 * routes to it the alerts of its own namespace only, unless the Alertmanager has `alertmanagerConfigMatcherStrategy: { type: None }`: set that where one
 * AlertDelivery serves several applications. It leaves all of it out while one of its Secrets is missing.
 * Elsewhere a ConfigMap with `alertmanager.yml` comes out, named after the construct; `mounts` is what the pod of an Alertmanager in the same namespace
 * mounts. Both need Alertmanager 0.34 or newer.
 * @example
 * new AlertDelivery(chart, "Alerts", { receivers: { chat, heartbeat }, default: "chat", watchdog: { receiver: "heartbeat" } })
 */
export class AlertDelivery extends Construct {
  /** Every prop with its default filled in: what you read is what is rendered. Incomplete when the declaration has problems. */
  readonly settings: Readonly<Partial<AlertDeliverySettings>>;
  /** Name of the ConfigMap or AlertmanagerConfig. */
  readonly name: string;
  /**
   * Volumes and mounts of a pod that runs Alertmanager with `--config.file=/etc/alertmanager/alertmanager.yml`; nothing where the operator is, and when
   * the declaration has problems.
   */
  readonly mounts: AlertmanagerMounts | undefined;

  constructor(scope: Construct, id: string, props: AlertDeliveryProps) {
    super(scope, id);
    remember(this, AlertDelivery);
    const environment = environmentOf(this);
    const { values, findings } = readFields<AlertDeliverySettings>(props, ALERT_DELIVERY);
    const identity = identify(this, {});
    this.settings = values;
    this.name = identity.name;
    const judged = rules(values, environment).filter((one) => isReadable(one, findings));
    if (report(this, [...identity.findings, ...findings, ...judged])) return;
    this.mounts = this.create(values as AlertDeliverySettings, identity, environment);
  }

  private create(settings: AlertDeliverySettings, party: Party, environment: Environment) {
    const { name, namespace } = party;
    const refs = Object.entries(settings.receivers).flatMap(([receiver, { secret }]) =>
      secret ? [[receiver, secret.asFile()] as const] : [],
    );
    const secrets = new Secrets(this, "Secrets", { name, namespace, refs: Object.fromEntries(refs), wave: undefined });
    const always = heartbeatOf(settings);
    if (always) createRules(this, party, [watchdog(party)], environment);
    const delivery = { ...settings, watchdog: always && { ...always, namespace } };
    const plan = { name, optOuts: optOuts(settings), secrets: secrets.contribution, environment };
    return createConfiguration(this, delivery, plan);
  }
}

function heartbeatOf({ watchdog }: Partial<AlertDeliverySettings>): Heartbeat | undefined {
  return watchdog instanceof Watchdog ? undefined : watchdog;
}

function optOuts({ receivers, watchdog }: AlertDeliverySettings) {
  const unencrypted = Object.values(receivers).flatMap(({ tls }) => tls ?? []);
  return {
    watchdog: watchdog instanceof Watchdog ? watchdog : undefined,
    "smtp-tls": unencrypted.length > 0 ? { reason: unencrypted.map(({ reason }) => reason).join("; ") } : undefined,
  };
}

function rules(values: Partial<AlertDeliverySettings>, environment: Environment): Finding[] {
  return [
    ...deliveryFindings({ ...values, watchdog: heartbeatOf(values) }),
    ...mountFindings(values.receivers ?? {}, environment),
  ];
}

/** Whether all of a field could be read: what is wrong with the rest of it would only be a consequence. */
function isReadable({ field }: Finding, findings: readonly Finding[]): boolean {
  return !findings.some((one) => one.field === field || one.field.startsWith(`${field}.`));
}

/** A CSI driver writes a Secret only while a pod mounts its volume, and the operator reads Secrets. */
function mountFindings(receivers: AlertDeliverySettings["receivers"], environment: Environment): Finding[] {
  if (!environment.has("prometheus-operator")) return [];
  const unmounted = Object.entries(receivers).filter(([, one]) => one?.secret?.origin.from === "csi");
  return unmounted.map(([name]) => ({
    code: "secret-not-mounted",
    field: memberField("receivers", name),
    got: "SecretRef.csi(…), and the operator",
    allowed: "a Secret that is there without a pod that mounts it: the operator reads it from the API server",
    fix: "SecretRef.existing(name, key), or SecretRef.external({ … })",
  }));
}

function teamName(given: string) {
  const wrong = labelValue(given);
  if (wrong || given) return wrong;
  return { code: "empty-team", got: show(given), allowed: "a team's name", fix: "leave team out for every team" };
}
