import type { Problem } from "../errors";
import { show } from "../show";
import { isOptedOut, optOut } from "./opt-outs";
import { pathsOf, problem } from "./problem";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";
import { at, fields } from "./read";
import type { Selector } from "./selector";
import { readSelector, showSelector } from "./selector";
import { nearestLabels } from "./services";
import type { Workload } from "./workload";

/** A disruption budget means pods, alone, and lets a node drain take one. */
export function checkBudgets(program: ProgramIndex): Problem[] {
  const budgets = [...program.ofKind("policy/PodDisruptionBudget")].sort((a, b) =>
    a.object.path < b.object.path ? -1 : 1,
  );
  const owners = new Map<Workload, Entry>();
  return budgets.flatMap((budget) => {
    const selector = readSelector(at(budget.object.manifest, "spec", "selector"));
    const workloads = program.pods.select(budget.namespace, selector);
    const wrong = amounts(budget);
    if (wrong.length > 0) return wrong;
    if (workloads.length === 0)
      return isOptedOut(budget.object, "dangling-budget") ? [] : dangling(program, budget, selector);
    return [...rivals(budget, workloads, owners), ...undrainable(program, budget, workloads)];
  });
}

/** Kubernetes takes one of the two amounts (kubernetes pkg/apis/policy/validation/validation.go). */
function amounts({ object }: Entry): Problem[] {
  const { maxUnavailable, minAvailable } = fields(object.manifest["spec"]);
  const complaint = { code: "budget-amount", fix: "set maxUnavailable: 1" };
  if (maxUnavailable !== undefined && minAvailable !== undefined) {
    const got = `${show(minAvailable)}, and maxUnavailable ${show(maxUnavailable)}`;
    const fix = "remove minAvailable, or maxUnavailable";
    return [problem(object, "spec.minAvailable", { ...complaint, got, allowed: "one of the two", fix })];
  }
  const [name, amount] = minAvailable === undefined ? ["max", maxUnavailable] : ["min", minAvailable];
  if (amount === undefined || isAmount(amount)) return [];
  const allowed = 'a whole number of at least 0, or "0%" to "100%"';
  const field = name === "max" ? "spec.maxUnavailable" : "spec.minAvailable";
  return [problem(object, field, { ...complaint, got: show(amount), allowed })];
}

function isAmount(amount: unknown): boolean {
  if (typeof amount === "string") return /^(?:\d{1,2}|100)%$/.test(amount);
  return Number.isInteger(amount) && Number(amount) >= 0;
}

function dangling(program: ProgramIndex, { object, namespace }: Entry, selector: Selector): Problem[] {
  const complaint = {
    code: "dangling-budget",
    got: showSelector(selector) || "no label",
    allowed: `labels that the pods of a workload in namespace ${show(namespace)} carry: otherwise it protects nothing`,
    fix: `${nearestLabels(program, namespace, selector)}; where an operator makes the pods, ${optOut("dangling-budget")}`,
  };
  return [problem(object, "spec.selector", complaint)];
}

function rivals({ object, ...rest }: Entry, workloads: readonly Workload[], owners: Map<Workload, Entry>): Problem[] {
  const taken = workloads.filter((workload) => owners.has(workload));
  for (const workload of workloads) if (!owners.has(workload)) owners.set(workload, { object, ...rest });
  const [first] = taken;
  const other = first && owners.get(first);
  if (!other) return [];
  const complaint = {
    code: "two-budgets",
    got: `the pods of ${pathsOf(taken)}, which ${other.object.path} protects already`,
    allowed: "one budget to a pod: with two, Kubernetes refuses every eviction",
    fix: `remove one of ${other.object.path} and ${object.path}, or narrow its selector`,
  };
  return [problem(object, "spec.selector", complaint)];
}

function undrainable(program: ProgramIndex, { object }: Entry, workloads: readonly Workload[]): Problem[] {
  const { maxUnavailable, minAvailable } = fields(object.manifest["spec"]);
  const complaint = { code: "undrainable-budget", fix: "set maxUnavailable: 1 instead" };
  if (maxUnavailable === 0 || maxUnavailable === "0%") {
    const allowed = "at least 1: otherwise no node with such a pod can ever be drained";
    return [problem(object, "spec.maxUnavailable", { ...complaint, got: show(maxUnavailable), allowed })];
  }
  if (minAvailable === undefined) return [];
  const pods = total(workloads.map((workload) => leastPods(program, workload)));
  if (minAvailable !== "100%" && (pods === undefined || podsOf(minAvailable, pods) < pods)) return [];
  const got = `${show(minAvailable)}, with ${pods ?? "all"} ${pods === 1 ? "pod" : "pods"} of ${pathsOf(workloads)}`;
  const allowed = `less than the pods there may be${pods === undefined ? "" : ` (${pods})`}: otherwise no node with one can be drained`;
  return [problem(object, "spec.minAvailable", { ...complaint, got, allowed })];
}

/** The fewest pods that a workload may have; nothing where the cluster decides. */
function leastPods(program: ProgramIndex, workload: Workload): number | undefined {
  const least = program.scalerOf(workload)?.min ?? at(workload.object.manifest, "spec", "replicas");
  if (typeof least === "number") return Math.max(1, least);
  return REPLICATED.has(workload.kind) ? 1 : undefined;
}

const REPLICATED = new Set(["apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet", "argoproj.io/Rollout"]);

function total(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}

/** Kubernetes rounds a percentage up (kubernetes pkg/controller/disruption/disruption.go). */
function podsOf(amount: unknown, pods: number): number {
  const percent = typeof amount === "string" && amount.endsWith("%") ? Number(amount.slice(0, -1)) : undefined;
  return percent === undefined ? Number(amount) : Math.ceil((percent * pods) / 100);
}
