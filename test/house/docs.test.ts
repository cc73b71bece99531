import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import * as gantry from "../../app";
import { ALERT_DELIVERY } from "../../constructs/alert-delivery";
import { APP_CHART } from "../../constructs/app-chart";
import { DAILY_REPORT } from "../../constructs/daily-report";
import { GO_CRON_JOB } from "../../constructs/go-cron-job";
import { READ_GO_MODULE } from "../../app/read-module";
import { GO_IMAGE } from "../../constructs/go-image";
import { GO_JOB } from "../../constructs/go-job";
import { GO_SERVICE } from "../../constructs/go-service";
import { GO_WORKER } from "../../constructs/go-worker";
import { HPA_POLICY } from "../../constructs/hpa-policy";
import { HEALTH } from "../../constructs/workload/health";
import { ROLLOUT } from "../../constructs/workload/rollout";
import { RUNTIME } from "../../constructs/workload/runtime";
import { SECURITY } from "../../constructs/workload/security";
import { SHUTDOWN } from "../../constructs/workload/shutdown";
import { SPREAD } from "../../constructs/workload/spread";
import { MAIL, ROBOT, WECOM_APP } from "../../lib/alerting/receiver-fields";
import type { Field, Shape } from "../../lib/fields";
import { exportedNames, interfaces } from "./declarations";

type Table = Readonly<Record<string, Field<unknown>>>;

const DECLARED = interfaces(["app", "constructs", "lib"]);
const PUBLIC = exportedNames("app/index.ts").filter(
  (name) => DECLARED.has(name) && /(?:Props|Options|Timing|Permission)$/.test(name),
);

/** The tables inside of a shape: groups, also as items of lists and records. */
function tablesIn(shape: Shape): Table[] {
  switch (shape.kind) {
    case "group":
      return [shape.fields];
    case "list":
    case "record":
      return tablesIn(shape.of);
    case "either":
      return shape.of.flatMap(tablesIn);
    default:
      return [];
  }
}

function inner({ type }: Field<unknown>): Table {
  return tablesIn(type.shape)[0]!;
}

const TABLES: readonly [props: string, table: Table][] = [
  ["AppChartProps", APP_CHART],
  ["GoServiceProps", GO_SERVICE],
  ["GoWorkerProps", GO_WORKER],
  ["GoImageProps", GO_IMAGE],
  ["ReadGoModuleOptions", READ_GO_MODULE],
  ["JobProps", GO_JOB],
  ["GoCronJobProps", GO_CRON_JOB],
  ["DailyReportProps", DAILY_REPORT],
  ["ReportWebhook", inner(DAILY_REPORT.webhook)],
  ["AlertDeliveryProps", ALERT_DELIVERY],
  ["AlertRouteOptions", inner(ALERT_DELIVERY.routes)],
  ["AlertPaceOptions", inner(ALERT_DELIVERY.pages)],
  ["WatchdogOptions", inner(ALERT_DELIVERY.watchdog)],
  ["RobotOptions", ROBOT],
  ["WeComAppOptions", WECOM_APP],
  ["MailOptions", MAIL],
  ["HpaPolicyProps", HPA_POLICY],
  ["HealthOptions", HEALTH],
  ["RolloutOptions", ROLLOUT],
  ["RuntimeOptions", RUNTIME],
  ["SecurityOptions", SECURITY],
  ["ShutdownOptions", SHUTDOWN],
  ["SpreadOptions", SPREAD],
  ["AccountOptions", inner(GO_SERVICE.account)],
  ["Permission", inner(inner(GO_SERVICE.account)["permissions"]!)],
  ["ContainerOptions", inner(GO_SERVICE.init)],
  ["StateOptions", inner(GO_SERVICE.state)],
  ["MigrationOptions", inner(GO_SERVICE.migration)],
  ["PortOptions", inner(GO_SERVICE.ports)],
  ["HpaPolicyOptions", inner(GO_SERVICE.scaling)],
  ["ScalingPaceOptions", inner(HPA_POLICY.up)],
];

/** Defaults that depend on where a group is used, in words. */
const IN_WORDS: Readonly<Record<string, string>> = {
  min: `- GoService ${scaling(GO_SERVICE, "min")}, else ${scaling(GO_WORKER, "min")}`,
  up: "- twice as many pods, or 4 more, every 15 s",
  down: "- half of the pods a minute, after 5 quiet minutes",
  ...Object.fromEntries(
    ["wait", "repeat"].map((name) => [
      name,
      `- ${alerts("pages", name)} for pages, ${alerts("tickets", name)} for tickets`,
    ]),
  ),
  ...Object.fromEntries(
    ["percent", "pods", "period", "window"].map((name) => [
      name,
      `- ${pace("up", name)} up, ${pace("down", name)} down`,
    ]),
  ),
};

function scaling(table: { readonly scaling: Field<unknown> }, name: string): string {
  return JSON.stringify(inner(table.scaling)[name]!.default);
}

function pace(direction: "up" | "down", name: string): string {
  return JSON.stringify(inner(HPA_POLICY[direction])[name]!.default);
}

function alerts(severity: "pages" | "tickets", name: string): string {
  return JSON.stringify(inner(ALERT_DELIVERY[severity])[name]!.default);
}

const FIELDS = TABLES.flatMap(([props, table]) =>
  Object.entries(table).map(([name, field]) => [`${props}.${name}`, props, name, field] as const),
);

describe("the documentation of props", () => {
  it.each(PUBLIC)("names the default of every optional prop of %s", (name) => {
    const silent = DECLARED.get(name)!.filter((one) => one.isOptional && !one.default);
    expect(silent.map((one) => one.name)).toEqual([]);
  });

  it.each(TABLES)("%s has the props of its field table", (props, table) => {
    const names = DECLARED.get(props)!.map(({ name }) => name);
    expect(names.sort()).toEqual(Object.keys(table).sort());
  });

  it.each(FIELDS)("%s says what its field table says", (_, props, name, field) => {
    const member = DECLARED.get(props)!.find((one) => one.name === name)!;
    expect({ isOptional: member.isOptional, default: valueOf(member.default) }).toEqual({
      isOptional: !field.required,
      default: expected(name, field, member.default),
    });
  });

  it.each(FIELDS)("%s has one sentence of documentation", (_, _props, _name, { doc }) => {
    expect(doc).toMatch(/^[A-Za-z/][^\n]{3,120}[^.\n]$/);
    expect(doc).not.toMatch(/\. /);
  });
});

/** A documented default is a behaviour that begins with a dash, or an expression of a user's program. */
function valueOf(text: string | undefined): unknown {
  if (text === undefined || text.startsWith("- ")) return text;
  return runInNewContext(`(${text})`, { ...gantry }) as unknown;
}

function expected(name: string, field: Field<unknown>, documented: string | undefined): unknown {
  if (field.otherwise !== undefined) return `- ${field.otherwise}`;
  return documented?.startsWith("- ") && name in IN_WORDS ? IN_WORDS[name] : field.default;
}
