import type { Problem } from "../errors";
import { show } from "../show";
import { isOptedOut, optOut } from "./opt-outs";
import { pathsOf, problem } from "./problem";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";
import { at, fields, isFields, list } from "./read";
import { readSelector, showSelector } from "./selector";
import { nearestLabels } from "./services";
import type { Workload } from "./workload";

const DNS = 53;

/** A network policy means pods, and whoever is fenced in can still look up names. */
export function checkNetworkPolicies(program: ProgramIndex): Problem[] {
  const policies = program.ofKind("networking.k8s.io/NetworkPolicy").map((entry) => {
    const spec = fields(entry.object.manifest["spec"]);
    const selector = readSelector(spec["podSelector"]);
    return { entry, selector, egress: list(spec["egress"]), closes: closesEgress(spec) };
  });
  const open = new Set<Workload>();
  const closing = policies
    .filter((policy) => policy.closes)
    .map((policy) => {
      const workloads = program.pods.select(policy.entry.namespace, policy.selector);
      if (policy.egress.some(allowsDns)) for (const workload of workloads) open.add(workload);
      return { entry: policy.entry, workloads };
    });
  return [
    ...policies.flatMap(({ entry, selector }) => (selector.length === 0 ? [] : dangling(program, entry, selector))),
    ...closing.flatMap(({ entry, workloads }) =>
      withoutDns(
        entry,
        workloads.filter((workload) => !open.has(workload)),
      ),
    ),
  ];
}

function closesEgress({ policyTypes, egress }: Readonly<Record<string, unknown>>): boolean {
  return policyTypes === undefined ? egress !== undefined : list(policyTypes).includes("Egress");
}

function dangling(
  program: ProgramIndex,
  { object, namespace }: Entry,
  selector: ReturnType<typeof readSelector>,
): Problem[] {
  if (isOptedOut(object, "dangling-network-policy") || program.pods.select(namespace, selector).length > 0) return [];
  const complaint = {
    code: "dangling-network-policy",
    got: showSelector(selector),
    allowed: `labels that the pods of a workload in namespace ${show(namespace)} carry: otherwise it fences nothing`,
    fix: `${nearestLabels(program, namespace, selector)}; where an operator makes the pods, ${optOut("dangling-network-policy")}`,
  };
  return [problem(object, "spec.podSelector", complaint)];
}

function withoutDns({ object }: Entry, workloads: readonly Workload[]): Problem[] {
  if (workloads.length === 0 || isOptedOut(object, "dns-egress")) return [];
  const complaint = {
    code: "dns-egress",
    got: `no way to port ${DNS} for the pods of ${pathsOf(workloads)}`,
    allowed: "DNS for every pod whose egress is closed: without it each look-up of a name times out",
    fix: `add an egress rule with the ports ${DNS}/UDP and ${DNS}/TCP, or ${optOut("dns-egress")}`,
  };
  return [problem(object, "spec.egress", complaint)];
}

/** A rule without ports allows all of them; it leads to DNS unless it is only about pods of the own namespace. */
function allowsDns(rule: unknown): boolean {
  const ports = list(at(rule, "ports"));
  const peers = list(at(rule, "to"));
  if (ports.length > 0) return ports.some(isDnsPort);
  return (
    peers.length === 0 || peers.some((peer) => isFields(at(peer, "namespaceSelector")) || isFields(at(peer, "ipBlock")))
  );
}

function isDnsPort(value: unknown): boolean {
  const { port, endPort } = fields(value);
  if (port === undefined) return true;
  if (typeof port === "string") return port.startsWith("dns");
  return port === DNS || (typeof port === "number" && typeof endPort === "number" && port <= DNS && DNS <= endPort);
}
