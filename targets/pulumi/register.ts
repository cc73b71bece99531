import type * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../../lib/environment";
import type { RenderedObject } from "../../lib/rendered";
import { ClusterProvider } from "./kubernetes-provider";
import { logicalName } from "./logical-names";
import { optionsOf, waitAnnotations } from "./object-options";
import { inOrder } from "./order";
import type { Substitution } from "./substitution";
import type { ObjectArgs } from "./typed-class";
import { classOf } from "./typed-class";

/** The objects of a chart, and what they need in order to become resources. */
export interface Registration {
  readonly objects: readonly RenderedObject[];
  readonly stage: Stage;
  readonly substitution: Substitution;
  readonly provider: pulumi.ProviderResource;
}

/** Registers each object by its class, after what must be there before it. */
export function registerObjects(parent: pulumi.ComponentResource, name: string, registration: Registration): void {
  const { objects, stage, provider } = registration;
  const keeper = objects.some(({ hints }) => hints.keep) ? ClusterProvider.keeper(provider, name, parent) : undefined;
  const registered = new Map<string, pulumi.CustomResource>();
  const namespaces = new Map<string, pulumi.CustomResource>();
  for (const { object, after } of inOrder(objects)) {
    const { manifest, path, formerPath } = object;
    const home = namespaces.get(manifest.metadata.namespace ?? "");
    const ObjectClass = classOf(manifest)!;
    const resource = new ObjectClass(logicalName(name, object, path), argsOf(object, registration), {
      parent,
      provider,
      dependsOn: after.flatMap((earlier) => registered.get(earlier) ?? []),
      ...(home && { deletedWith: home }),
      ...(formerPath !== undefined && { aliases: [{ name: logicalName(name, object, formerPath) }] }),
      ...optionsOf(object, stage),
      ...(object.hints.keep && keeper && { provider: keeper, retainOnDelete: true }),
    });
    registered.set(path, resource);
    if (manifest.kind === "Namespace") namespaces.set(manifest.metadata.name, resource);
  }
}

function argsOf({ manifest }: RenderedObject, { stage, substitution }: Registration): ObjectArgs {
  const waits = waitAnnotations(manifest, stage);
  const { metadata } = manifest;
  const annotated =
    Object.keys(waits).length > 0 ? { ...metadata, annotations: { ...metadata.annotations, ...waits } } : metadata;
  return { ...manifest, ...substitution.fields({ ...manifest, metadata: annotated }) };
}
