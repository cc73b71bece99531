import { Construct } from "constructs";
import type { FieldTable } from "../lib/fields";
import { group, readFields, text } from "../lib/fields";
import { dnsLabel } from "../lib/names";
import type { ScaleTarget } from "../lib/ports";
import { environmentOf } from "./base/context";
import { remember, report } from "./base/report";
import { createAutoscaler } from "./scaling/autoscaler";
import { metricFindings } from "./scaling/metric-findings";
import type { HpaPolicyOptions, HpaPolicySettings } from "./scaling/policy";
import { hpaFindings, hpaPolicy } from "./scaling/policy";

/** An autoscaler on its own, for a workload that Gantry did not make. */
export interface HpaPolicyProps extends HpaPolicyOptions {
  /** What it scales, in the chart's namespace. */
  readonly target: ScaleTarget;
  /** The container to measure, where the pod has others besides it. @default - the whole pod */
  readonly container?: string;
}

interface Settings extends HpaPolicySettings {
  readonly target: ScaleTarget;
  readonly container: string | undefined;
}

const word = text(
  "a name",
  (given) => (given ? undefined : { code: "required", got: '""', allowed: "a name", fix: "name the workload" }),
  ["storefront"],
);

/** Types, bounds, defaults and one sentence for each prop of an HpaPolicy. */
export const HPA_POLICY: FieldTable<Settings> = {
  ...hpaPolicy(2),
  target: {
    type: group<ScaleTarget>({
      apiVersion: { type: word, required: true, doc: "apiVersion of the workload" },
      kind: { type: word, required: true, doc: "kind of the workload" },
      name: { type: word, required: true, doc: "name of the workload" },
    }),
    required: true,
    doc: "what it scales",
  },
  container: {
    type: text("a container's name", dnsLabel, ["app"]),
    otherwise: "the whole pod",
    doc: "the container to measure",
  },
};

/**
 * Decides when there are more pods of a workload and when fewer. GoService and GoWorker have one already (`scaling`).
 * @example
 * new HpaPolicy(chart, "Scaling", { target: { apiVersion: "apps/v1", kind: "Deployment", name: "legacy" }, max: 20 })
 */
export class HpaPolicy extends Construct {
  constructor(scope: Construct, id: string, props: HpaPolicyProps) {
    super(scope, id);
    remember(this, HpaPolicy);
    const { values, findings } = readFields<Settings>(plain(props), HPA_POLICY);
    const sources = { environment: environmentOf(this), countsRequests: false };
    if (report(this, [...findings, ...hpaFindings("", values), ...metricFindings("", values, sources)])) return;
    const settings = values as Settings;
    createAutoscaler(this, "Resource", props.target, settings, { container: settings.container });
  }
}

/** A workload construct is a target as well; of it, only what names it counts. */
function plain(props: HpaPolicyProps | undefined): object | undefined {
  const target = props?.target;
  return target ? { ...props, target: { apiVersion: target.apiVersion, kind: target.kind, name: target.name } } : props;
}
