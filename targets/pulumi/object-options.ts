import type { CustomResourceOptions, CustomTimeouts } from "@pulumi/pulumi";
import type { Stage } from "../../lib/environment";
import type { Manifest, RenderedObject } from "../../lib/rendered";

/** How the engine treats objects of a kind. */
interface KindPolicy {
  /** Where nobody waits until it is ready. @default - it is waited for */
  readonly skipAwait?: Stage | "always";
  /** Where neither a replacement nor a `destroy` may delete it before `pulumi state unprotect`. @default - nowhere */
  readonly protect?: Stage;
  /** @default - the provider's: 10 minutes */
  readonly timeouts?: (manifest: Manifest) => CustomTimeouts;
}

const POLICIES: Readonly<Record<string, KindPolicy>> = {
  CustomResourceDefinition: { protect: "production" },
  // With it goes everything in it.
  Namespace: { protect: "production" },
  // Bound only when a pod uses it, where the storage class says WaitForFirstConsumer.
  PersistentVolumeClaim: { skipAwait: "always", protect: "production" },
  // A laptop's cluster may have no controller; and a Service takes ten seconds.
  Ingress: { skipAwait: "development" },
  Service: { skipAwait: "development" },
  Deployment: { timeouts: rollout },
  StatefulSet: { timeouts: rollout },
  Job: { timeouts: job },
};

/** The resource options that an object's kind and hints ask for. */
export function optionsOf({ manifest, hints }: RenderedObject, stage: Stage): CustomResourceOptions {
  const { protect, timeouts } = POLICIES[manifest.kind] ?? {};
  const owned = hints.ownedElsewhere?.map(propertyPath);
  const isProtected = stage === "production" && (hints.protect === true || protect === stage);
  return {
    ...(isProtected && { protect: true }),
    ...(owned && { ignoreChanges: owned }),
    ...(timeouts && { customTimeouts: timeouts(manifest) }),
  };
}

/** The annotations that tell the Kubernetes provider how to wait. @see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/ */
export function waitAnnotations({ kind }: Manifest, stage: Stage): Readonly<Record<string, string>> {
  const skipAwait = POLICIES[kind]?.skipAwait;
  return skipAwait === "always" || skipAwait === stage ? { "pulumi.com/skipAwait": "true" } : {};
}

/** `/spec/replicas` → `spec.replicas`: the syntax of Pulumi's property paths. */
function propertyPath(pointer: string): string {
  const [first = "", ...rest] = pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return [first, ...rest.map((part) => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${index(part)}]`))].join("");
}

function index(part: string): string {
  return /^\d+$/.test(part) ? part : JSON.stringify(part);
}

const MARGIN = 60;
const PROVIDER_DEFAULT = 600;

/** Long enough for Kubernetes to say itself that a rollout hangs. */
function rollout(manifest: Manifest): CustomTimeouts {
  return seconds(number(manifest, "progressDeadlineSeconds"));
}

function job(manifest: Manifest): CustomTimeouts {
  return seconds(number(manifest, "activeDeadlineSeconds"));
}

function seconds(deadline: number): CustomTimeouts {
  const text = `${Math.max(PROVIDER_DEFAULT, deadline + MARGIN)}s`;
  return { create: text, update: text };
}

function number(manifest: Manifest, field: string): number {
  const spec: unknown = manifest["spec"];
  const value: unknown = typeof spec === "object" && spec !== null ? Reflect.get(spec, field) : undefined;
  return typeof value === "number" ? value : 0;
}
