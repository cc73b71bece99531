import type { Problem } from "../errors";
import { show } from "../show";
import { didYouMean } from "../fields/did-you-mean";
import type { Entry } from "./entry";
import { addedCapabilities, missingBreaches } from "./pod-security-contexts";
import { fieldBreaches } from "./pod-security-fields";
import { appArmorAnnotations, hostPorts, probeHosts, sysctls, volumes } from "./pod-security-host";
import type { Policy, PodRule } from "./pod-security-rule";
import { memberField } from "../fields";
import { problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import { at, text } from "./read";
import { remembered } from "./remembered";
import type { Workload } from "./workload";

const LABEL = "pod-security.kubernetes.io/enforce";
const LEVELS = ["privileged", "baseline", "restricted"];

/** All checks of k8s.io/pod-security-admission but `privileged`: such containers are refused in every namespace. */
const RULES: readonly PodRule[] = [
  fieldBreaches,
  missingBreaches,
  addedCapabilities,
  volumes,
  hostPorts,
  probeHosts,
  sysctls,
  appArmorAnnotations,
];

/** Pods keep to what their namespace enforces: Kubernetes takes a Deployment of others, and then refuses every pod of it. */
export function checkPodSecurity(program: ProgramIndex): Problem[] {
  const namespaces = program.ofKind("Namespace");
  const guardOf = remembered((name) => guard(program.find("Namespace", "", name)));
  return [...namespaces.flatMap(unknownLevel), ...program.workloads.flatMap((workload) => breaches(workload, guardOf))];
}

/** A policy, and the namespace that enforces it. */
interface Guard extends Policy {
  readonly path: string;
}

function guard(namespace: Entry | undefined): Guard | undefined {
  const labels = at(namespace?.object.manifest, "metadata", "labels");
  const level = at(labels, LABEL);
  if (!namespace || (level !== "baseline" && level !== "restricted")) return undefined;
  const [, minor] = /^v1\.(\d{1,3})$/.exec(text(at(labels, `${LABEL}-version`)) ?? "") ?? [];
  return { level, minor: Number(minor ?? Infinity), path: namespace.object.path };
}

function breaches(workload: Workload, guardOf: (namespace: string) => Guard | undefined): Problem[] {
  const found = guardOf(workload.namespace);
  if (!found) return [];
  return RULES.flatMap((rule) => rule(workload, found)).map(({ rule, field, value, allowed, fix }) =>
    problem(workload.object, field, {
      code: "pod-security",
      got: show(value),
      allowed: `${allowed}: rule ${rule} of Pod Security ${found.level}, which ${found.path} enforces`,
      fix,
    }),
  );
}

function unknownLevel({ object }: Entry): Problem[] {
  const level = text(at(object.manifest, "metadata", "labels", LABEL));
  if (level === undefined || LEVELS.includes(level)) return [];
  const complaint = {
    code: "pod-security-level",
    got: show(level),
    allowed: `one of ${LEVELS.join(", ")}: Kubernetes refuses the namespace with any other`,
    fix: `write ${show(didYouMean(level, LEVELS) ?? "restricted")}`,
  };
  return [problem(object, memberField("metadata.labels", LABEL), complaint)];
}
