import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Finding } from "../lib/fields";
import { show } from "../lib/show";
import { remember, report } from "./base/report";

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
    const wrong = checkHead(props);
    super(scope, id, wrong ? { ...props, ...UNKNOWN } : props);
    remember(this, RawObject);
    report(this, wrong ? [wrong] : []);
  }
}

// What cdk8s can take apart, in the place of what it cannot.
const UNKNOWN = { apiVersion: "v1", kind: "Unknown" };

/** https://kubernetes.io/docs/reference/using-api/#api-groups */
function checkHead({ apiVersion, kind }: RawObjectProps): Finding | undefined {
  const given: readonly unknown[] = [apiVersion, kind];
  if (typeof given[0] !== "string" || !/^(?:[a-z0-9.-]+\/)?v[a-z0-9]+$/.test(given[0])) {
    const allowed = "a version, or a group and a version";
    return { code: "api-version", field: "apiVersion", got: show(given[0]), allowed, fix: 'e.g. "v1" or "apps/v1"' };
  }
  if (typeof given[1] === "string" && /^[A-Z][A-Za-z0-9]*$/.test(given[1])) return undefined;
  return { code: "kind", field: "kind", got: show(given[1]), allowed: "a kind in CamelCase", fix: 'e.g. "Deployment"' };
}
