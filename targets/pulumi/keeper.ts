import * as pulumi from "@pulumi/pulumi";

/** What an object of the provider has besides its settings. */
const NO_SETTINGS = new Set(["id", "pkg", "urn"]);

/**
 * A provider with the settings of another one, for objects that are kept when they leave the stack and are named after their content: one that comes back
 * with a rollback is there already, and is the same, so it is taken over instead of refused.
 * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/ (upsertExistingObjects)
 */
export class Keeper extends pulumi.ProviderResource {
  constructor(name: string, like: pulumi.ProviderResource, parent: pulumi.ComponentResource) {
    const settings = Object.entries(like).filter(([key]) => !key.startsWith("__") && !NO_SETTINGS.has(key));
    const version: unknown = Reflect.get(like, "__version");
    super(
      "kubernetes",
      name,
      { ...Object.fromEntries<pulumi.Input<unknown>>(settings), upsertExistingObjects: "true" },
      { parent, ...(typeof version === "string" && { version }) },
    );
  }
}
