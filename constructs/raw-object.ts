import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { remember } from "./base/report";

/** An object of any kind, as Kubernetes reads it. */
export interface RawObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** @default - the chart's namespace */
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/**
 * An object that Gantry has no construct for. It is checked like all others: grammar, references, duplicates, secrets.
 * @example
 * new RawObject(chart, "Priority", { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "batch" }, value: 1000 })
 */
export class RawObject extends ApiObject {
  constructor(scope: Construct, id: string, props: RawObjectProps) {
    super(scope, id, props);
    remember(this, RawObject);
  }
}
