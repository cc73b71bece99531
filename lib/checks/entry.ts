import type { RenderedObject } from "../rendered";
import { isClusterScoped } from "./kinds";
import { fields, text } from "./read";

/** An object with the identity that Kubernetes gives it. */
export interface Entry {
  readonly object: RenderedObject;
  /** Group and kind, e.g. `apps/Deployment`, `Service`. */
  readonly kind: string;
  /** Empty for a cluster-scoped kind, or when none was given. */
  readonly namespace: string;
  readonly name: string;
  /** What two objects share only when Kubernetes takes them for one. */
  readonly key: string;
}

/** An object of a known group and kind with its identity. */
export function entryOf(object: RenderedObject, kind: string): Entry {
  const metadata = fields(object.manifest.metadata);
  const namespace = isClusterScoped(kind) ? "" : (text(metadata["namespace"]) ?? "");
  const name = text(metadata["name"]) ?? "";
  return { object, kind, namespace, name, key: identity(kind, namespace, name) };
}

/** The key of an identity. */
export function identity(kind: string, namespace: string, name: string): string {
  return `${kind}\n${namespace}\n${name}`;
}
