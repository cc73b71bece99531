import * as kubernetes from "@pulumi/kubernetes";
import type { CustomResource, CustomResourceOptions } from "@pulumi/pulumi";
import type { Manifest } from "../../lib/rendered";

/** What a typed class is given. */
export interface ObjectArgs {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A class of `@pulumi/kubernetes` by which an object of one kind is registered. */
export type ObjectClass = new (name: string, args: ObjectArgs, options: CustomResourceOptions) => CustomResource;

/**
 * The class of an object's kind: the typed one, which knows the former API versions of its kind and which of its fields are secret; else the one for
 * custom kinds. Nothing for a kind of the core group that Kubernetes does not have.
 * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/
 */
export function classOf({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): ObjectClass | undefined {
  const [version = "", group = "core"] = apiVersion.split("/").reverse();
  // The packages are named after the first part of the group: rbac for rbac.authorization.k8s.io.
  const found = member(member(member(kubernetes, group.split(".")[0] ?? ""), version), kind);
  if (isClassOf(found, `kubernetes:${group}/${version}:${kind}`)) return found;
  return group === "core" ? undefined : kubernetes.apiextensions.CustomResource;
}

function member(owner: unknown, name: string): unknown {
  return typeof owner === "object" && owner !== null ? Reflect.get(owner, name) : undefined;
}

function isClassOf(found: unknown, token: string): found is ObjectClass {
  return typeof found === "function" && Reflect.get(found, "__pulumiType") === token;
}
