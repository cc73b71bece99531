import { isDeepStrictEqual } from "node:util";
import { memberField } from "../../../../lib/fields";
import type { KubeObject } from "../../plane/kube-object";

/** Fields that the server or a controller fills in, each time with another value. */
const OWNED_BY_SERVER = [
  /^metadata\.annotations\["deployment\.kubernetes\.io\/revision"\]$/,
  /^metadata\.labels\["kubernetes\.io\/metadata\.name"\]$/,
  /^spec\..*\["(?:batch\.kubernetes\.io\/)?controller-uid"\]$/,
];

/** A line for each field in which an object differs from the same object made afresh; `declared` is what the program says of it. */
export function differences(live: KubeObject, fresh: KubeObject, declared: KubeObject): string[] {
  const isScaled = (declared["spec"] as { readonly replicas?: number } | undefined)?.replicas === undefined;
  return differing("", comparable(live), comparable(fresh))
    .filter(([path]) => !OWNED_BY_SERVER.some((pattern) => pattern.test(path)))
    .filter(([path]) => !(isScaled && path === "spec.replicas"))
    .map(([path, one, other]) => `${path}: ${text(one)}, and ${text(other)} afresh`);
}

/** Without status and what identifies the object; an address of a Service is as good as another, none is not. */
function comparable({ kind, spec, metadata, ...rest }: KubeObject): Record<string, unknown> {
  const { labels = {}, annotations = {} } = metadata;
  const { clusterIP } = (spec ?? {}) as { readonly clusterIP?: string };
  const address = { clusterIP: clusterIP === "None" ? "None" : "allocated", clusterIPs: undefined };
  const written = kind === "Service" ? Object.assign({}, spec, address) : spec;
  return { ...rest, kind, metadata: { labels, annotations }, spec: written, status: undefined };
}

type Difference = readonly [path: string, one: unknown, other: unknown];

function differing(path: string, one: unknown, other: unknown): Difference[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (Array.isArray(one) && Array.isArray(other)) {
    const longest = Math.max(one.length, other.length);
    return Array.from({ length: longest }, (_, index) =>
      differing(`${path}[${index}]`, one[index], other[index]),
    ).flat();
  }
  if (!isRecord(one) || !isRecord(other)) return [[path, one, other]];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => differing(memberField(path, key), one[key], other[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
