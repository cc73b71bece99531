import { describe, expect, it } from "@jest/globals";
import type { Construct } from "constructs";
import fc from "fast-check";
import {
  AlertDelivery,
  Budget,
  CpuLimit,
  DailyReport,
  Dialect,
  External,
  GoCronJob,
  GoJob,
  GoService,
  GoWorker,
  HpaPolicy,
  ImageRef,
  Metrics,
  Probe,
  Receiver,
  Replicas,
  Resources,
  Route,
  ScalingMetric,
  SecretRef,
  Slo,
  Volume,
  Watchdog,
} from "../../app";
import { DAILY_REPORT } from "../../constructs/daily-report";
import { ALERT_DELIVERY } from "../../constructs/alert-delivery";
import { GO_CRON_JOB } from "../../constructs/go-cron-job";
import { GO_JOB } from "../../constructs/go-job";
import { GO_SERVICE } from "../../constructs/go-service";
import { GO_WORKER } from "../../constructs/go-worker";
import { HPA_POLICY } from "../../constructs/hpa-policy";
import type { Field, Shape } from "../../lib/fields";
import { IMAGE, shopChart } from "../support/program";

const anything = fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true, withDate: true });

/** One of each class of ours that some prop takes. */
const VALUES = [
  IMAGE,
  ImageRef.tagged("registry.example.test/shop/storefront:v1"),
  Resources.large,
  CpuLimit.off("latency before fairness"),
  SecretRef.existing("Storefront", "database url"),
  SecretRef.sealed("AgBy").asFile(),
  External.tcp("chat", "chat.example.test", 443),
  Volume.scratch("cache", "1Mi"),
  Volume.claim("/tmp", "files"),
  Replicas.single("a lock"),
  Budget.off("drained by hand"),
  Metrics.off("nothing to count"),
  Probe.exec([]),
  Probe.http("/readyz", { port: "http" }),
  Route.host("shop.example.test", { port: "grpc" }),
  Route.nodePort("smoke test"),
  ScalingMetric.requestsPerPod(1),
  Slo.availability(99.9),
  Slo.latency("300ms", 95),
  Dialect.istio,
  Receiver.slack({ url: SecretRef.sealed("AgBy") }),
  Watchdog.off("watched by somebody else"),
];

/** Values that look like what a shape asks for, with anything at all in the places of its parts. */
function near(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "text":
      return fc.oneof(fc.constantFrom(...shape.examples), fc.string(), anything);
    case "integer":
      return fc.oneof(fc.integer({ min: shape.min, max: shape.max }), anything);
    case "choice":
      return fc.oneof(fc.constantFrom(...shape.values), anything);
    case "list":
      return fc.oneof(fc.array(near(shape.of), { maxLength: 3 }), anything);
    case "record":
      return fc.oneof(fc.dictionary(fc.string(), near(shape.of), { maxKeys: 3 }), anything);
    case "group":
      return fc.oneof(propsOf(shape.fields), anything);
    case "either":
      return fc.oneof(...shape.of.map(near), anything);
    case "flag":
      return fc.oneof(fc.boolean(), anything);
    case "unit":
      return fc.oneof(fc.constantFrom("0", "1s", "1500ms", "2h", "250m", "64Mi", "1Gi", "50%", "-1", "1 s"), anything);
    case "value":
      return fc.oneof(fc.constantFrom(...VALUES), anything);
    case "any":
      return anything;
  }
}

function propsOf(fields: Readonly<Record<string, Field<unknown>>>): fc.Arbitrary<object> {
  const each = Object.entries(fields).map(([name, { type }]) => [name, near(type.shape)] as const);
  return fc.record(Object.fromEntries(each), { requiredKeys: [] });
}

type Door = new (scope: Construct, id: string, props: never) => Construct;

describe.each<[string, Door, object]>([
  ["GoService", GoService, GO_SERVICE],
  ["GoWorker", GoWorker, GO_WORKER],
  ["GoJob", GoJob, GO_JOB],
  ["GoCronJob", GoCronJob, GO_CRON_JOB],
  ["DailyReport", DailyReport, DAILY_REPORT],
  ["HpaPolicy", HpaPolicy, HPA_POLICY],
  ["AlertDelivery", AlertDelivery, ALERT_DELIVERY],
])("a %s", (_, Door, table) => {
  const props = propsOf(table as Readonly<Record<string, Field<unknown>>>);
  const usual = fc.constantFrom({}, { image: IMAGE }, { image: IMAGE, schedule: "0 7 * * *" });

  it("is right or is refused, whatever it is given: it never breaks", () => {
    fc.assert(
      fc.property(fc.tuple(usual, props), ([before, given]) => {
        const { app, chart } = shopChart();
        new Door(chart, "A", { ...before, ...given } as never);
        for (const problem of app.render().problems) {
          expect(problem).toMatchObject({ got: expect.any(String), fix: expect.stringMatching(/./) });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is refused with anything that is no record", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer(), fc.constantFrom(null, undefined, [])), (given) => {
        const { app, chart } = shopChart();
        new Door(chart, "A", given as never);
        expect(app.render().problems.map(({ code }) => code)).toEqual(["wrong-type"]);
      }),
    );
  });
});
