import type { Construct } from "constructs";
import fc from "fast-check";
import type { EnvironmentProps } from "../../../app";
import { AppChart, Environment, GantryApp, GoCronJob, GoJob, GoService, GoWorker } from "../../../app";
import { GO_CRON_JOB } from "../../../constructs/go-cron-job";
import { GO_JOB } from "../../../constructs/go-job";
import { GO_SERVICE } from "../../../constructs/go-service";
import { GO_WORKER } from "../../../constructs/go-worker";
import { CLUSTER_FEATURES, KUBERNETES_VERSIONS } from "../../../lib/kubernetes";
import type { Rendered } from "../../../lib/rendered";
import { IMAGE } from "../program";
import { consistent } from "./consistent";
import { edgy, edgyGroup, keptGroup, type Table } from "./shapes";
import { CALLEES } from "./values";

/** A front door, and what it says about its props. */
export interface Door {
  readonly name: string;
  readonly Program: new (scope: Construct, id: string, props: never) => Construct;
  readonly table: Table;
}

export const DOORS: readonly Door[] = [
  { name: "GoService", Program: GoService, table: GO_SERVICE },
  { name: "GoWorker", Program: GoWorker, table: GO_WORKER },
  { name: "GoJob", Program: GoJob, table: GO_JOB },
  { name: "GoCronJob", Program: GoCronJob, table: GO_CRON_JOB },
];

/** One program as somebody declares it. */
export interface Declaration {
  readonly props: Readonly<Record<string, unknown>>;
  readonly environment: Pick<EnvironmentProps, "stage" | "kubernetes">;
}

/** Programs in which everything is right. */
export function keptDeclaration({ table }: Door): fc.Arbitrary<Declaration> {
  const environment = fc.constant({ stage: "production", kubernetes: "1.36" } as const);
  return fc.record({ props: keptGroup(table).map(consistent), environment });
}

/** Programs with up to two props at the edge of what is right, on either side of it. */
export function edgyDeclaration({ table }: Door): fc.Arbitrary<Declaration> {
  const odd = Object.entries(table).map(([name, { type }]) => edgy(type.shape).map((value) => [name, value] as const));
  const odds = fc.array(fc.oneof(...odd), { maxLength: 2 });
  const props = fc
    .tuple(keptGroup(table).map(consistent), odds)
    .map(([some, members]) => Object.fromEntries([...Object.entries(some), ...members]));
  const environment = fc.record({
    stage: fc.constantFrom("development", "production"),
    kubernetes: fc.constantFrom(...KUBERNETES_VERSIONS),
  });
  return fc.record({
    props: fc.oneof({ weight: 30, arbitrary: props }, { weight: 1, arbitrary: edgyGroup(table) }),
    environment,
  });
}

/** Renders a program `fuzzed` in an application, beside the programs that it may call. */
export function renderDeclared({ Program }: Door, { props, environment }: Declaration, application = "shop"): Rendered {
  const gateway = { name: "edge", namespace: "gateway" };
  const whole = Environment.of("fuzz", { ...environment, installed: featuresOf(environment), gateway });
  const app = new GantryApp({ environment: whole });
  const owner = { team: "shop", email: "shop-team@example.test", runbooks: "https://wiki.example.test/shop" };
  const chart = new AppChart(app, application, owner);
  const pricing = new GoService(chart, "Pricing", { image: IMAGE });
  const invoices = new GoService(new AppChart(app, "billing", owner), "Invoices", { image: IMAGE });
  new Program(chart, "Fuzzed", withCallees(props, { pricing, invoices }) as never);
  return app.render();
}

/** Everything but what the version does not have. */
function featuresOf({ kubernetes }: Declaration["environment"]): readonly (typeof CLUSTER_FEATURES)[number][] {
  return CLUSTER_FEATURES.filter((feature) => feature !== "user-namespaces" || kubernetes >= "1.33");
}

function withCallees(props: Declaration["props"], services: Record<keyof typeof CALLEES, GoService>): object {
  const { calls } = props;
  if (!Array.isArray(calls)) return props;
  const found = new Map<unknown, GoService>([
    [CALLEES.pricing, services.pricing],
    [CALLEES.invoices, services.invoices],
  ]);
  return { ...props, calls: calls.map((callee: unknown) => found.get(callee) ?? callee) };
}
