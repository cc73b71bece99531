import { Construct } from "constructs";
import type { Environment } from "../lib/environment";
import { External } from "../lib/external";
import type { FieldTable, Finding } from "../lib/fields";
import { choice, group, memberField, text } from "../lib/fields";
import { endpointOf, httpAddress } from "../lib/http-address";
import { dnsSubdomain } from "../lib/names";
import type { SecretRef } from "../lib/secret-ref";
import { patchParts } from "./base/patch";
import { variableOf } from "./config/config-map";
import type { GoCronJobSettings, RunOptions } from "./go-cron-job";
import { GO_CRON_JOB, cronJobFindings } from "./go-cron-job";
import type { Kinds } from "./imports/kinds";
import { declare } from "./program/declare";
import type { JobProps } from "./program/job-fields";
import { createJob } from "./program/job-fields";
import { SECRET } from "./program/program-fields";
import { referenceFindings } from "./program/reference-findings";
import { ScheduledJob } from "./workload/job";

const KINDS = ["wecom", "slack"] as const;

/** The chat that a report goes to. */
export interface ReportWebhook {
  /** How the chat wants its messages. */
  readonly kind: (typeof KINDS)[number];
  /** The robot's URL: whoever has it can post. */
  readonly url: SecretRef;
  /** The host of that URL, for the network policy; it is asked on port 443. */
  readonly host: string;
}

/** What a program needs from us that asks Prometheus how all services did and tells a chat. */
export interface DailyReportProps extends JobProps, RunOptions {
  readonly webhook: ReportWebhook;
  /** The IANA time zone of the schedule, and of the time in the report. */
  readonly timeZone: string;
  /** Five fields of cron: minute, hour, day, month, weekday. @default "0 7 * * *" */
  readonly schedule?: string;
  /** Where Prometheus answers queries. @default - the environment's */
  readonly prometheus?: string;
}

/** `DailyReportProps` with every default filled in. */
export interface DailyReportSettings extends GoCronJobSettings {
  readonly webhook: ReportWebhook;
  readonly prometheus: string | undefined;
}

/** Types, bounds, defaults and one sentence for each prop of a DailyReport. */
export const DAILY_REPORT: FieldTable<DailyReportSettings> = {
  ...GO_CRON_JOB,
  schedule: { type: GO_CRON_JOB.schedule.type, default: "0 7 * * *", doc: GO_CRON_JOB.schedule.doc },
  timeZone: {
    type: GO_CRON_JOB.timeZone.type,
    required: true,
    doc: "time zone of the schedule, and of the time in the report",
  },
  webhook: {
    type: group<ReportWebhook>({
      kind: { type: choice(...KINDS), required: true, doc: "how the chat wants its messages" },
      url: { type: SECRET, required: true, doc: "the robot's URL: whoever has it can post" },
      host: {
        type: text("a DNS name", dnsSubdomain, ["chat.example.test"]),
        required: true,
        doc: "the host of that URL, for the network policy",
      },
    }),
    required: true,
    doc: "the chat that the report goes to",
  },
  prometheus: {
    type: text("an HTTP address", httpAddress, ["http://prometheus.monitoring.svc.cluster.local:9090"]),
    otherwise: "the environment's",
    doc: "where Prometheus answers queries",
  },
};

/**
 * Every day, how the services did, from Prometheus into a chat: a GoCronJob for a program that reads PROMETHEUS_URL, WEBHOOK_KIND, WEBHOOK_URL and TZ.
 * @example
 * new DailyReport(chart, "DailyReport", { image, timeZone: "Asia/Shanghai", webhook: { kind: "wecom", url, host: "qyapi.weixin.qq.com" } })
 */
export class DailyReport extends Construct {
  /** Every prop with its default filled in: what you read is what is rendered. Incomplete when the declaration has problems. */
  readonly settings: Readonly<Partial<DailyReportSettings>>;
  /** Name of the CronJob and everything else. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: DailyReportProps) {
    super(scope, id);
    const { environment, identity, values, settings } = declare(this, DailyReport, props, {
      table: DAILY_REPORT,
      rules: (given, place) => [...cronJobFindings(given), ...takenFindings(given), ...urlFindings(given, place)],
    });
    this.settings = values;
    this.name = identity.name;
    if (!settings) return;
    const job = createJob(this, identity, connected(settings, environment));
    new ScheduledJob(this, "Resource", this.name, job, settings, environment);
  }

  /** Changes an object of the report by hand. @throws at synthesis when the object is not there any more, or the change changes nothing. */
  patch<K extends keyof Kinds>(kind: K, change: (object: Kinds[K]) => void, reason: string): void {
    patchParts(this, kind, change, reason);
  }
}

const TAKEN: Readonly<Record<string, string>> = {
  PROMETHEUS_URL: "prometheus",
  TZ: "timeZone",
  WEBHOOK_KIND: "webhook.kind",
  WEBHOOK_URL: "webhook.url",
};

function takenFindings({ config = {}, secrets = {} }: Partial<DailyReportSettings>): Finding[] {
  const given = [
    ...Object.keys(config).map((key) => [memberField("config", key), variableOf(key)] as const),
    ...Object.keys(secrets).map((key) => [memberField("secrets", key), key] as const),
  ];
  return given.flatMap(([field, variable]) => {
    const prop = TAKEN[variable];
    if (prop === undefined) return [];
    const allowed = "a variable that the report does not set itself";
    return [{ code: "reserved-variable", field, got: variable, allowed, fix: `set ${prop}` }];
  });
}

function urlFindings({ webhook }: Partial<DailyReportSettings>, environment: Environment): Finding[] {
  const secrets = webhook?.url && { WEBHOOK_URL: webhook.url };
  return referenceFindings({ ...(secrets && { secrets }) }, environment).map((finding) => ({
    ...finding,
    field: "webhook.url",
  }));
}

/** The settings with what the program reads, and the way to whom it asks and tells. */
function connected(settings: DailyReportSettings, environment: Environment): DailyReportSettings {
  const { config, secrets, needs, webhook, timeZone, prometheus = environment.prometheus } = settings;
  const { host, port } = endpointOf(prometheus);
  return {
    ...settings,
    config: { ...config, PROMETHEUS_URL: prometheus, TZ: timeZone, WEBHOOK_KIND: webhook.kind },
    secrets: { ...secrets, WEBHOOK_URL: webhook.url },
    needs: [External.tcp("prometheus", host, port), External.tcp("chat", webhook.host, 443), ...needs],
  };
}
