import type { Project } from "./project";
import { programsOf } from "./project";
import type { Workload } from "./workload";
import { selects } from "./workload";

interface Policy {
  readonly podSelector?: Selector;
  readonly egress?: readonly {
    readonly to?: readonly { readonly podSelector?: Selector; readonly namespaceSelector?: Selector }[];
  }[];
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** The programs that a workload may call, as its network policies say. */
export function calleesOf(project: Project, { namespace, labels }: Workload): readonly Workload[] {
  const peers = project.rendered.objects.flatMap(({ manifest }) => {
    if (manifest.kind !== "NetworkPolicy" || (manifest.metadata.namespace ?? "default") !== namespace) return [];
    const { podSelector, egress = [] } = (manifest["spec"] ?? {}) as unknown as Policy;
    return selects(podSelector?.matchLabels, labels) ? egress.flatMap(({ to = [] }) => to) : [];
  });
  return programsOf(project).filter((callee) =>
    peers.some(({ podSelector, namespaceSelector }) => {
      const home = namespaceSelector?.matchLabels?.[NAMESPACE_NAME] ?? namespace;
      return home === callee.namespace && selects(podSelector?.matchLabels, callee.labels);
    }),
  );
}

/**
 * Which programs each program waits for. Calls may be mutual, and then nobody could start: of such a circle the call that closes it is left out, seen
 * from the program that comes first by path.
 */
export function waitsOf(project: Project): ReadonlyMap<Workload, readonly Workload[]> {
  const waits = new Map<Workload, Workload[]>();
  const open = new Set<Workload>();
  const visit = (workload: Workload): void => {
    const own: Workload[] = [];
    waits.set(workload, own);
    open.add(workload);
    for (const callee of calleesOf(project, workload)) {
      if (open.has(callee)) continue;
      own.push(callee);
      if (!waits.has(callee)) visit(callee);
    }
    open.delete(workload);
  };
  for (const workload of project.workloads) if (!waits.has(workload)) visit(workload);
  return waits;
}
