import type { ImagePlan } from "../../lib/image/image-plan";
import type { Json, Rendered } from "../../lib/rendered";

/** One image over all environments that use it. */
export interface Target {
  readonly plan: ImagePlan;
  /** Ports of the containers that run it, e.g. `8080/tcp`. */
  readonly ports: readonly string[];
  /** Every repository that an environment names. */
  readonly repositories: readonly string[];
}

/** The images of programs, one of each name: environments share what is built. */
export function targetsOf(programs: readonly Rendered[]): readonly Target[] {
  const byName = new Map<string, Target>();
  for (const program of programs) {
    for (const plan of program.images) {
      const other = byName.get(plan.name);
      byName.set(plan.name, {
        plan: other?.plan ?? plan,
        ports: [...union(other?.ports, portsOf(program, plan.reference))].sort(),
        repositories: union(other?.repositories, plan.repositories),
      });
    }
  }
  return [...byName.values()].sort((a, b) => (a.plan.name < b.plan.name ? -1 : 1));
}

function union(some: readonly string[] = [], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])];
}

/** What the containers with this image listen on. */
function portsOf({ objects }: Rendered, reference: string): readonly string[] {
  return objects
    .flatMap(({ manifest }) => containers(manifest))
    .flatMap((container) =>
      container.image === reference
        ? (container.ports ?? []).map(
            ({ containerPort, protocol = "TCP" }) => `${containerPort}/${protocol.toLowerCase()}`,
          )
        : [],
    );
}

interface Container {
  readonly image?: string;
  readonly ports?: readonly { readonly containerPort: number; readonly protocol?: string }[];
}

interface PodSpec {
  readonly spec?: { readonly containers?: readonly Container[] };
}

function containers(manifest: { readonly [field: string]: Json }): readonly Container[] {
  const { template } = (manifest["spec"] ?? {}) as { readonly template?: PodSpec };
  return template?.spec?.containers ?? [];
}
