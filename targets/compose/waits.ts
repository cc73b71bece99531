import { serversFor } from "./backing";
import { healthOf } from "./health";
import type { Service } from "./model";
import type { Project } from "./project";
import { ownerOf } from "./project";
import type { Workload } from "./workload";

/** What a service waits for, by name. */
export type Waits = NonNullable<Service["depends_on"]>;

/** What the pods of a workload wait for: its servers, the migration of its declaration, and the programs that it calls. */
export function waitsFor(project: Project, workload: Workload, callees: readonly Workload[]): Waits {
  const { names, rendered, workloads } = project;
  const servers = [...serversFor(rendered, ownerOf(project, workload)).values()].map((key) => names.of(key));
  const migrations = workloads.filter(({ runs, owner }) => runs === "before" && owner === workload.path);
  return sorted({
    ...Object.fromEntries(servers.map((name) => [name, { condition: "service_healthy" }] as const)),
    ...Object.fromEntries(
      callees.map((callee) => [names.of(callee.path), { condition: conditionOf(project, callee) }]),
    ),
    ...Object.fromEntries(migrations.map(({ path }) => [names.of(path), COMPLETED] as const)),
  });
}

/** A program without a question can't be waited for until it is well. */
function conditionOf({ images }: Project, { pod }: Workload) {
  const [main] = pod.containers;
  const isAsked = main !== undefined && healthOf(pod, main, images.has(main.image)) !== undefined;
  return isAsked ? ("service_healthy" as const) : ("service_started" as const);
}

const COMPLETED = { condition: "service_completed_successfully" } as const;

/** To have ended well. */
export function completed(name: string): Waits {
  return { [name]: COMPLETED };
}

/** The field of a service; nothing where it waits for nobody. */
export function waiting(waits: Waits): Pick<Service, "depends_on"> {
  return Object.keys(waits).length > 0 ? { depends_on: sorted(waits) } : {};
}

function sorted(waits: Waits): Waits {
  return Object.fromEntries(Object.entries(waits).sort(([a], [b]) => (a < b ? -1 : 1)));
}
