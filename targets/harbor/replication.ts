import { hash } from "../../lib/names";
import type { Json } from "../../lib/rendered";
import type { HarborRules, Registry } from "../../lib/registry";

/** A copy of every push: the registry that gets it, and the rule. */
export interface Replication {
  /** Names the registry within the Harbor and the rule; Harbor takes 64 characters. */
  readonly name: string;
  readonly registry: Json;
  readonly policy: Json;
}

/** One rule per destination. A deletion is not copied: what a retention takes here may still run there. */
export function replications({ project, replicateTo }: HarborRules): Replication[] {
  return replicateTo.map((destination) => {
    const name = labelOf(destination.host, destination.address);
    const [, path = ""] = /^[^/]+\/(.+)$/.exec(destination.address) ?? [];
    const registry = { name, url: `https://${destination.host}`, type: typeOf(destination), insecure: false };
    const policy = {
      name: labelOf(`${project}-to-${destination.host}`, `${project} ${destination.address}`),
      dest_registry: { name },
      ...(path && { dest_namespace: path, dest_namespace_replace_count: 1 }),
      filters: [{ type: "name", value: `${project}/**` }],
      trigger: { type: "event_based" },
      replicate_deletion: false,
      override: true,
      enabled: true,
    };
    return { name, registry, policy };
  });
}

/** src/pkg/reg/model/registry.go of Harbor. */
function typeOf({ harbor }: Registry): string {
  return harbor ? "harbor" : "docker-registry";
}

/** The beginning of a readable text and a hash of the whole: 64 characters at most. */
function labelOf(readable: string, whole: string): string {
  return `${readable.slice(0, 53).replace(":", "-")}-${hash(whole)}`;
}
