import type { Problem } from "../errors";
import { show } from "../show";
import { choices, distinct } from "./choices";
import { problem, shared } from "./problem";
import type { ProgramIndex } from "./program-index";
import { at } from "./read";
import type { Scaler, Utilization } from "./scaler";
import type { Container, Workload } from "./workload";

/** One scaler to a target that exists, with bounds that Kubernetes takes and requests to measure against. */
export function checkScaling(program: ProgramIndex): Problem[] {
  const target = ({ namespace, targetKind, targetName }: Scaler) => `${namespace}\n${targetKind}\n${targetName}`;
  const rivals = shared(program.scalers, target, (scaler) => scaler.object.path).flatMap(twoScalers);
  const workloads = new Map(program.workloads.map((one) => [`${one.namespace}\n${one.kind}\n${one.name}`, one]));
  const each = program.scalers.flatMap((scaler) => [
    ...bounds(scaler),
    ...targetOf(program, scaler),
    ...requests(scaler, workloads.get(target(scaler))),
  ]);
  return [...rivals, ...each, ...program.workloads.flatMap((workload) => fixedReplicas(program, workload))];
}

function twoScalers([first, ...others]: Scaler[]): Problem[] {
  return others.map(({ object, targetKind, targetName }) =>
    problem(object, "spec.scaleTargetRef", {
      code: "two-scalers",
      got: `${targetKind} ${show(targetName)}, which ${first?.object.path} scales already`,
      allowed: "one scaler to a workload: two undo each other's decisions",
      fix: `put all metrics into one of ${first?.object.path} and ${object.path}, and remove the other`,
    }),
  );
}

function fixedReplicas(program: ProgramIndex, workload: Workload): Problem[] {
  const replicas = at(workload.object.manifest, "spec", "replicas");
  const scaler = replicas === undefined ? undefined : program.scalerOf(workload);
  if (!scaler) return [];
  const complaint = {
    code: "replicas-and-autoscaler",
    got: `${show(replicas)}, while ${scaler.object.path} scales it`,
    allowed: "no fixed number next to an autoscaler: each apply would throw its decision away",
    fix: `remove spec.replicas and set ${scaler.minField} of ${scaler.object.path}, or remove the scaler`,
  };
  return [problem(workload.object, "spec.replicas", complaint)];
}

function bounds({ object, min, max, minField, maxField, lowest }: Scaler): Problem[] {
  if (!isCount(min, lowest)) {
    const allowed = `a whole number of at least ${lowest}`;
    return [
      problem(object, minField, {
        code: "scaling-bounds",
        got: show(min),
        allowed,
        fix: "set 2 or more: one pod can't outlive a node drain",
      }),
    ];
  }
  if (!isCount(max, 1)) {
    const fix = `set the most pods that you would pay for, at least ${min}`;
    return [
      problem(object, maxField, {
        code: "scaling-bounds",
        got: show(max),
        allowed: "a whole number of at least 1",
        fix,
      }),
    ];
  }
  if (min <= max) return [];
  const allowed = `at most ${maxField} (${max})`;
  const fix = `set ${minField} to ${max} or less, or ${maxField} to ${min} or more`;
  return [problem(object, minField, { code: "scaling-bounds", got: show(min), allowed, fix })];
}

function isCount(value: unknown, least: number): value is number {
  return Number.isInteger(value) && (value as number) >= least;
}

function targetOf(program: ProgramIndex, { object, namespace, targetKind, targetName }: Scaler): Problem[] {
  if (program.find(targetKind, namespace, targetName)) return [];
  const complaint = {
    code: "dangling-scaler",
    got: `${targetKind} ${show(targetName)}`,
    allowed: `a workload of the program in namespace ${show(namespace)}`,
    fix: `name one of kind ${targetKind}: ${choices(targetName, program.names(targetKind, namespace))}`,
  };
  return [problem(object, "spec.scaleTargetRef.name", complaint)];
}

function requests(scaler: Scaler, workload: Workload | undefined): Problem[] {
  return workload ? scaler.utilizations.flatMap((utilization) => unmeasured(scaler, workload, utilization)) : [];
}

function unmeasured(scaler: Scaler, workload: Workload, { resource, container, field }: Utilization): Problem[] {
  const staying = workload.containers.filter((one) => one.stays);
  const counted = container === undefined ? staying : staying.filter((one) => one.name === container);
  const need = `a ${resource} request to measure the use against; without one the scaler does nothing`;
  if (counted.length === 0) {
    const fix = `name a container of ${workload.object.path}: ${choices(
      container ?? "",
      distinct(staying.map((one) => one.name)),
    )}`;
    return [
      problem(scaler.object, field, {
        code: "scaling-without-request",
        got: `container ${show(container)}`,
        allowed: need,
        fix,
      }),
    ];
  }
  const lacking = hasAmount(workload.pod, resource)
    ? undefined
    : counted.find(({ spec }) => !hasAmount(spec, resource));
  if (!lacking) return [];
  const got = `container ${show(lacking.name)} of ${workload.object.path} without a ${resource} request`;
  const fix = `set ${requestField(lacking, resource)} of ${workload.object.path}`;
  return [problem(scaler.object, field, { code: "scaling-without-request", got, allowed: need, fix })];
}

/** A limit is enough: Kubernetes takes it for the request. */
function hasAmount(owner: unknown, resource: string): boolean {
  return (
    at(owner, "resources", "requests", resource) !== undefined ||
    at(owner, "resources", "limits", resource) !== undefined
  );
}

function requestField({ field }: Container, resource: string): string {
  return `${field}.resources.requests.${resource}`;
}
