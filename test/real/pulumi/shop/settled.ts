import type { KubeObject } from "../../plane/kube-object";

type Fields = Record<string, unknown>;

/** Annotations that only say who wrote an object, and how. */
const WRITTEN_BY = /^(?:pulumi\.com\/|deployment\.kubernetes\.io\/|kubectl\.kubernetes\.io\/)/;
const HEAD = ["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"];
/** What controllers give each object anew: addresses, the marks of a Job's pods, the replicas of an autoscaler. */
const GIVEN = {
  Deployment: ["replicas"],
  Job: ["selector"],
  Service: ["clusterIP", "clusterIPs"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
const JOB_LABELS = /controller-uid|job-name/;

/** A live object without what differs between two of the same declaration. */
export function settled({ apiVersion, kind, metadata, ...object }: KubeObject): unknown {
  const { annotations = {}, ...head } = metadata;
  const kept = Object.entries(annotations).filter(([key]) => !WRITTEN_BY.test(key));
  const rest = without(object, ["status"]) as Fields;
  const spec = without(rest["spec"], kind in GIVEN ? GIVEN[kind as keyof typeof GIVEN] : []);
  const body = { ...rest, ...(spec !== undefined && { spec: kind === "Job" ? unlabelled(spec) : spec }) };
  return {
    apiVersion,
    kind,
    metadata: { ...(without(head, HEAD) as Fields), annotations: Object.fromEntries(kept) },
    ...body,
  };
}

function without(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function unlabelled(spec: unknown): unknown {
  const { template, ...rest } = spec as { template: { metadata: { labels: Record<string, string> } } };
  const labels = Object.entries(template.metadata.labels).filter(([key]) => !JOB_LABELS.test(key));
  return { ...rest, template: { ...template, metadata: { ...template.metadata, labels: Object.fromEntries(labels) } } };
}
