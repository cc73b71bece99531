import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { FieldTable } from "../lib/fields";
import { readFields, text, value } from "../lib/fields";
import { dnsLabel, labelValue } from "../lib/names";
import { NoQuota, Quota } from "../lib/quota";
import { show } from "../lib/show";
import { environmentOf, wiringOf } from "./base/context";
import { WAVES } from "./base/kube-object";
import { appLabels, reasons } from "./base/labels";
import { remember, report } from "./base/report";
import { DefaultDeny } from "./network/fence";
import { RUNBOOKS } from "./observability/objectives";
import { ContainerDefaults, FittedQuota, HardenedNamespace } from "./namespace/namespace";

/** An application: one chart, one namespace, one folder of output. */
export interface AppChartProps {
  /** Who owns it; a label on every object. */
  readonly team: string;
  /** Where its owner is reached; an annotation of the namespace. */
  readonly email: string;
  /** @default - the chart's id and the environment's namespaceSuffix */
  readonly namespace?: string;
  /** Room beyond what the programs declare, or `Quota.off(reason)`. @default Quota.fitted() */
  readonly quota?: Quota | NoQuota;
  /** A page with an anchor for each alert, in lower case: alerts of the application's services link to it. @default - each service names its own */
  readonly runbooks?: string;
}

interface Settings {
  readonly team: string;
  readonly email: string;
  readonly namespace: string | undefined;
  readonly quota: Quota | NoQuota;
  readonly runbooks: string | undefined;
}

const address = text(
  "an e-mail address",
  (given) => {
    if (/^[^\s@]+@[^\s@]+$/.test(given)) return undefined;
    return {
      code: "email",
      got: show(given),
      allowed: "an e-mail address",
      fix: 'e.g. "shop-team@example.test"',
    };
  },
  ["shop-team@example.test"],
);

const RESERVED = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** Types, bounds, defaults and one sentence for each prop of an AppChart. */
export const APP_CHART: FieldTable<Settings> = {
  team: { type: text("a label value", labelValue, ["shop"]), required: true, doc: "who owns it" },
  email: { type: address, required: true, doc: "where its owner is reached" },
  namespace: {
    type: text("a DNS label that is not Kubernetes' own", namespaceName, ["shop"]),
    otherwise: "the chart's id and the environment's namespaceSuffix",
    doc: "the namespace",
  },
  quota: {
    type: value<Quota | NoQuota>("Quota.fitted({ pods, cpu, memory }) or Quota.off(reason)", Quota, NoQuota),
    default: Quota.fitted(),
    doc: "room beyond what the programs declare",
  },
  runbooks: {
    type: RUNBOOKS,
    otherwise: "each service names its own",
    doc: "a page with an anchor for each alert of the application",
  },
};

/**
 * An application with a namespace of its own: Pod Security "restricted", nothing talks to anything unasked, a quota that fits the programs in it.
 * @example
 * const shop = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
 */
export class AppChart extends Chart {
  /** The application's namespace. */
  override readonly namespace: string;

  constructor(scope: Construct, id: string, props: AppChartProps) {
    const environment = environmentOf(scope);
    const { values, findings } = readFields<Settings>(props, APP_CHART);
    const namespace = values.namespace ?? `${id}${environment.namespaceSuffix}`;
    super(scope, id, { namespace, labels: appLabels(id, values.team ?? "") });
    remember(this, AppChart);
    this.namespace = namespace;
    const wrong = values.namespace === undefined ? namespaceName(namespace) : undefined;
    if (report(this, [...findings, ...(wrong ? [{ ...wrong, field: "namespace" }] : [])])) return;
    const { team, email, quota, runbooks } = values as Settings;
    wiringOf(this).owners.set(id, { team, email, runbooks });
    const annotations = { email, ...reasons({ quota: quota instanceof NoQuota ? quota : undefined }) };
    new HardenedNamespace(this, "Namespace", namespace, annotations, environment);
    new ContainerDefaults(this, "Defaults", namespace);
    if (quota instanceof Quota) new FittedQuota(this, "Quota", namespace, quota);
    new DefaultDeny(this, "DefaultDeny", WAVES.namespace);
  }
}

function namespaceName(given: string) {
  if (!RESERVED.includes(given)) return dnsLabel(given);
  return {
    code: "reserved-namespace",
    got: show(given),
    allowed: `a namespace of its own: ${RESERVED.join(", ")} belong to Kubernetes`,
    fix: "name it after the application",
  };
}
