import type { Breach, PodRule } from "./pod-security-rule";
import { hasUserNamespace, isWindows } from "./pod-security-rule";
import { at, follow, list } from "./read";
import type { Workload } from "./workload";

/** What a container runtime gives unasked, without NET_RAW (policy/check_capabilities_baseline.go). */
const USUAL_CAPABILITIES: readonly unknown[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];
const HARMLESS_CAPABILITIES: readonly unknown[] = ["NET_BIND_SERVICE"];

/** What `restricted` wants to be said, in the pod for all of its containers or in each of them. */
export const missingBreaches: PodRule = (workload, policy) => {
  if (policy.level === "baseline") return [];
  const { pod } = workload;
  return [
    ...(hasUserNamespace(pod, policy) ? [] : unsaid(workload, "runAsNonRoot", ["runAsNonRoot"], "true")),
    ...(isWindows(pod) ? [] : unsaid(workload, "seccompProfile", ["seccompProfile", "type"], "RuntimeDefault")),
    ...(isWindows(pod) ? [] : workload.containers.flatMap(withoutDrop)),
  ];
};

/** Containers that say nothing, in a pod that says nothing either; a wrong value has been found already. */
function unsaid(
  { pod, podField, containers }: Workload,
  rule: string,
  path: readonly string[],
  wanted: string,
): Breach[] {
  const place = ["securityContext", ...path];
  const isSaid = (owner: unknown) => (follow(owner, place) ?? undefined) !== undefined;
  if (isSaid(pod)) return [];
  const line = path.length === 1 ? `${rule}: ${wanted}` : `${rule}: { type: ${wanted} }`;
  return containers
    .filter(({ spec }) => !isSaid(spec))
    .map(({ field }) => ({
      rule,
      field: `${field}.securityContext.${path.join(".")}`,
      value: undefined,
      allowed: `${wanted}, said by the pod or the container`,
      fix: `add ${line} to ${podField}.securityContext`,
    }));
}

function withoutDrop({ spec, field }: Workload["containers"][number]): Breach[] {
  const value = at(spec, "securityContext", "capabilities", "drop");
  if (list(value).includes("ALL")) return [];
  const allowed = "a list with ALL";
  const fix = 'add securityContext.capabilities.drop: ["ALL"] to the container';
  return [{ rule: "capabilities", field: `${field}.securityContext.capabilities.drop`, value, allowed, fix }];
}

/** Capabilities that are more than the level lets a container have. */
export const addedCapabilities: PodRule = ({ containers }, { level }) => {
  const allowed = level === "baseline" ? USUAL_CAPABILITIES : HARMLESS_CAPABILITIES;
  return containers.flatMap(({ spec, field }) => {
    const added = list(at(spec, "securityContext", "capabilities", "add"));
    const value = added.filter((one) => !allowed.includes(one));
    if (value.length === 0) return [];
    return [
      {
        rule: "capabilities",
        field: `${field}.securityContext.capabilities.add`,
        value,
        allowed: `none but ${allowed.join(", ")}`,
        fix: `take ${value.map(String).join(", ")} out of the list`,
      },
    ];
  });
};
