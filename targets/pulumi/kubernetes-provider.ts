import * as kubernetes from "@pulumi/kubernetes";
import type { ComponentResource, CustomResourceOptions, ProviderResource } from "@pulumi/pulumi";

/**
 * A provider of Kubernetes that knows its own settings. A GantryChart that gets one keeps the configuration of earlier versions for a rollback; with any other
 * provider such objects go when a new version is there.
 * @example
 * const provider = new ClusterProvider("cluster", { context: "prod", clusterIdentifier: "prod" });
 */
export class ClusterProvider extends kubernetes.Provider {
  constructor(
    name: string,
    private readonly settings: kubernetes.ProviderArgs,
    options?: CustomResourceOptions,
  ) {
    super(name, settings, options);
  }

  /**
   * A provider with the same settings for objects that are kept when they leave the stack and are named after their content: one that comes back with a
   * rollback is there already, and is the same, so it is taken over instead of refused.
   * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/ (upsertExistingObjects)
   */
  static keeper(of: ProviderResource, name: string, parent: ComponentResource): kubernetes.Provider | undefined {
    if (!(of instanceof ClusterProvider)) return undefined;
    return new kubernetes.Provider(`${name}/kept`, { ...of.settings, upsertExistingObjects: true }, { parent });
  }
}
