import type { Problem } from "../errors";
import { show } from "../show";
import { KeySources } from "./key-sources";
import type { PodReference } from "./pod-references";
import { podReferences } from "./pod-references";
import { choices, distinct } from "./choices";
import { problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import { at, text } from "./read";
import type { Workload } from "./workload";

/** Whatever a pod needs in order to start is in the program, or was declared to exist. */
export function checkReferences(program: ProgramIndex): Problem[] {
  const sources = new KeySources(program);
  return program.workloads.flatMap((workload) => [
    ...podReferences(workload).flatMap((reference) => checkReference(program, sources, workload, reference)),
    ...governingService(program, workload),
  ]);
}

function checkReference(
  program: ProgramIndex,
  sources: KeySources,
  workload: Workload,
  reference: PodReference,
): Problem[] {
  const { kind, name, key } = reference;
  const { namespace } = workload;
  if (kind !== "ConfigMap" && kind !== "Secret") {
    return program.has(kind, namespace, name) ? [] : missing(workload, reference, program.names(kind, namespace));
  }
  const keys = sources.keys(kind, namespace, name);
  if (keys === undefined) {
    return program.isElsewhere(kind, namespace, name)
      ? []
      : missing(workload, reference, sources.names(kind, namespace));
  }
  if (key === undefined || keys === "any" || keys.has(key)) return [];
  const complaint = {
    code: "unknown-key",
    got: `key ${show(key)} of ${kind} ${show(name)}`,
    allowed: `a key of that ${kind}: without it the container is not started`,
    fix: `correct the key, or add it: ${choices(key, distinct(keys))}`,
  };
  return [problem(workload.object, reference.keyField ?? reference.field, complaint)];
}

function missing(
  { object, namespace }: Workload,
  { kind, name, field }: PodReference,
  existing: readonly string[],
): Problem[] {
  const complaint = {
    code: "unknown-reference",
    got: `${kind} ${show(name)}`,
    allowed: `a ${kind} in namespace ${show(namespace)}, of the program or declared to exist: without it no pod starts`,
    fix: `correct the name, create it, or declare that it exists: ${choices(name, existing)}`,
  };
  return [problem(object, field, complaint)];
}

function governingService(program: ProgramIndex, { object, kind, namespace }: Workload): Problem[] {
  const name = kind === "apps/StatefulSet" ? text(at(object.manifest, "spec", "serviceName")) : undefined;
  if (!name || program.has("Service", namespace, name)) return [];
  const complaint = {
    code: "unknown-reference",
    got: `Service ${show(name)}`,
    allowed: `a Service in namespace ${show(namespace)}: it gives the pods their DNS names`,
    fix: `correct the name, or create a headless Service: ${choices(name, program.names("Service", namespace))}`,
  };
  return [problem(object, "spec.serviceName", complaint)];
}
