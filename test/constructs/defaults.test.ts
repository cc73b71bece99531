import { describe, expect, it } from "@jest/globals";
import type { AppChart } from "../../app";
import { DailyReport, GoCronJob, GoJob, GoService, GoWorker, Resources, SecretRef, Slo } from "../../app";
import { DAILY_REPORT } from "../../constructs/daily-report";
import { GO_CRON_JOB } from "../../constructs/go-cron-job";
import { GO_JOB } from "../../constructs/go-job";
import { GO_SERVICE } from "../../constructs/go-service";
import { GO_WORKER } from "../../constructs/go-worker";
import type { Field, Shape } from "../../lib/fields";
import { IMAGE, environment, shopChart } from "../support/program";

type Table = Readonly<Record<string, Field<unknown>>>;
type Make = (chart: AppChart, props: never) => unknown;

interface Default {
  readonly title: string;
  /** Of the prop, e.g. `["scaling", "min"]`. */
  readonly path: readonly string[];
  readonly field: Field<unknown>;
  readonly door: Door;
}

interface Door {
  readonly name: string;
  readonly table: object;
  /** What must be there for the defaults to count. */
  readonly props: object;
  readonly make: Make;
}

const DOORS: readonly Door[] = [
  {
    name: "GoService",
    table: GO_SERVICE,
    props: {
      image: IMAGE,
      migration: { args: ["migrate"] },
      slo: [Slo.availability(99.9)],
      monitoring: { profiling: {} },
    },
    make: (chart, props) => new GoService(chart, "A", props),
  },
  {
    name: "GoWorker",
    table: GO_WORKER,
    props: { image: IMAGE, monitoring: { profiling: {} } },
    make: (chart, props) => new GoWorker(chart, "A", props),
  },
  {
    name: "GoJob",
    table: GO_JOB,
    props: { image: IMAGE, completions: 4 },
    make: (chart, props) => new GoJob(chart, "A", props),
  },
  {
    name: "GoCronJob",
    table: GO_CRON_JOB,
    props: { image: IMAGE, completions: 4, schedule: "0 7 * * *" },
    make: (chart, props) => new GoCronJob(chart, "A", props),
  },
  {
    name: "DailyReport",
    table: DAILY_REPORT,
    props: {
      image: IMAGE,
      completions: 4,
      timeZone: "Etc/UTC",
      webhook: { kind: "wecom", url: SecretRef.existing("report", "url"), host: "chat.example.test" },
    },
    make: (chart, props) => new DailyReport(chart, "A", props),
  },
];

/** Values to try in the place of a default: one of them is accepted and is not the default. */
const UNITS = ["2s", "7s", "40s", "11m", "2h", "128Mi", "75%", "300m"];
const VALUES = [Resources.large, { http: 8888 }, "1.24", "Europe/Berlin", "30 8 * * 1"];

function others(shape: Shape): readonly unknown[] {
  switch (shape.kind) {
    case "integer":
      return [0, 1, 2, 5, 9000];
    case "flag":
      return [true, false];
    case "choice":
      return shape.values;
    case "unit":
      return UNITS;
    case "either":
      return shape.of.flatMap(others);
    default:
      return VALUES;
  }
}

/** The table of a group, also where something else may stand in its place. */
function groupIn(shape: Shape): Table | undefined {
  if (shape.kind === "either") return shape.of.map(groupIn).find((table) => table !== undefined);
  return shape.kind === "group" ? shape.fields : undefined;
}

/** Fields with a default that says something, also those of groups; an empty list or record is no decision. */
function defaults(door: Door, table: object, outer: readonly string[] = []): Default[] {
  return Object.entries(table as Table).flatMap(([name, field]) => {
    const path = [...outer, name];
    const group = groupIn(field.type.shape);
    if (group) return defaults(door, group, path);
    if (field.default === undefined || /^(?:\{\}|\[\])$/.test(JSON.stringify(field.default))) return [];
    return [{ title: `${door.name} ${path.join(".")}`, door, path, field }];
  });
}

function put(props: unknown, [name, ...rest]: readonly string[], given: unknown): unknown {
  if (name === undefined) return given;
  const record = { ...(props as Record<string, unknown> | undefined) };
  return { ...record, [name]: put(record[name], rest, given) };
}

/** What is written with this value at the path, or nothing when it is refused. */
function output({ door, path }: Default, given: unknown): string | undefined {
  const { app, chart } = shopChart(environment({ installed: ["prometheus-operator"] }));
  door.make(chart, put(door.props, path, given) as never);
  const { objects, problems } = app.render();
  return problems.length > 0 ? undefined : JSON.stringify(objects.map(({ manifest }) => manifest));
}

const ALL = DOORS.flatMap((door) => defaults(door, door.table));

describe("a default", () => {
  it.each(ALL)("is what is taken when the prop is left out: $title", (one) => {
    expect(output(one, one.field.default)).toBeDefined();
    expect(output(one, one.field.default)).toBe(output(one, undefined));
  });

  it.each(ALL)("decides something: $title", (one) => {
    const without = output(one, undefined);
    const changed = others(one.field.type.shape).map((given) => output(one, given));
    expect(changed.filter((text) => text !== undefined && text !== without)).not.toEqual([]);
  });
});
