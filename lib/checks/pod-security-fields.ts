import type { Breach, Policy } from "./pod-security-rule";
import { hasUserNamespace, isWindows } from "./pod-security-rule";
import type { Fields } from "./read";
import { at } from "./read";
import type { Workload } from "./workload";

/** A rule about one field, wherever it may stand in a pod. */
interface FieldRule {
  readonly rule: string;
  readonly level: Policy["level"];
  readonly on: readonly ("pod" | "container")[];
  readonly path: readonly string[];
  readonly allows: (value: unknown) => boolean;
  readonly allowed: string;
  readonly fix: string;
  /** Pods to which the rule doesn't apply. @default - none */
  readonly exempts?: (pod: Fields, policy: Policy) => boolean;
}

const isUnset = (value: unknown) => value === undefined || value === null;
const unsetOr =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    isUnset(value) || values.includes(value);
const BOTH = ["pod", "container"] as const;
const isProfile = unsetOr("RuntimeDefault", "Localhost");
const SELINUX_TYPES = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

const HOST_NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"].map((name) => ({
  rule: "hostNamespaces",
  level: "baseline" as const,
  on: ["pod"] as const,
  path: [name],
  allows: unsetOr(false),
  allowed: "false",
  fix: `remove ${name}`,
}));

const SELINUX_NAMES = ["user", "role"].map((name) => ({
  rule: "seLinuxOptions",
  level: "baseline" as const,
  on: BOTH,
  path: ["securityContext", "seLinuxOptions", name],
  allows: unsetOr(""),
  allowed: "nothing",
  fix: `remove seLinuxOptions.${name}`,
}));

const RULES: readonly FieldRule[] = [
  ...HOST_NAMESPACES,
  ...SELINUX_NAMES,
  {
    rule: "seLinuxOptions",
    level: "baseline",
    on: BOTH,
    path: ["securityContext", "seLinuxOptions", "type"],
    allows: unsetOr("", ...SELINUX_TYPES),
    allowed: SELINUX_TYPES.join(", "),
    fix: "remove seLinuxOptions.type",
  },
  {
    rule: "appArmorProfile",
    level: "baseline",
    on: BOTH,
    path: ["securityContext", "appArmorProfile", "type"],
    allows: isProfile,
    allowed: "RuntimeDefault or Localhost",
    fix: "write appArmorProfile: { type: RuntimeDefault }",
  },
  {
    rule: "seccompProfile",
    level: "baseline",
    on: BOTH,
    path: ["securityContext", "seccompProfile", "type"],
    allows: isProfile,
    allowed: "RuntimeDefault or Localhost",
    fix: "write seccompProfile: { type: RuntimeDefault }",
    exempts: (pod, { level }) => level === "restricted" && isWindows(pod),
  },
  {
    rule: "procMount",
    level: "baseline",
    on: ["container"],
    path: ["securityContext", "procMount"],
    allows: unsetOr("Default"),
    allowed: "Default",
    fix: "remove securityContext.procMount",
    exempts: (pod, policy) => policy.level === "baseline" && hasUserNamespace(pod, policy),
  },
  {
    rule: "windowsHostProcess",
    level: "baseline",
    on: BOTH,
    path: ["securityContext", "windowsOptions", "hostProcess"],
    allows: unsetOr(false),
    allowed: "false",
    fix: "remove windowsOptions.hostProcess",
  },
  {
    rule: "allowPrivilegeEscalation",
    level: "restricted",
    on: ["container"],
    path: ["securityContext", "allowPrivilegeEscalation"],
    allows: (value) => value === false,
    allowed: "false, said aloud",
    fix: "add securityContext.allowPrivilegeEscalation: false to the container",
    exempts: isWindows,
  },
  {
    rule: "runAsNonRoot",
    level: "restricted",
    on: BOTH,
    path: ["securityContext", "runAsNonRoot"],
    allows: unsetOr(true),
    allowed: "true",
    fix: "write runAsNonRoot: true",
    exempts: hasUserNamespace,
  },
  {
    rule: "runAsUser",
    level: "restricted",
    on: BOTH,
    path: ["securityContext", "runAsUser"],
    allows: (value) => value !== 0,
    allowed: "any user but 0",
    fix: "write runAsUser: 65532, the user of distroless images",
    exempts: hasUserNamespace,
  },
];

/** Fields with a value that a policy forbids, in the pod and each of its containers. */
export function fieldBreaches({ pod, podField, containers }: Workload, policy: Policy): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const { level, on, path, allows, exempts, ...breach } of RULES) {
    if ((level === "restricted" && policy.level === "baseline") || exempts?.(pod, policy)) continue;
    const ask = (owner: Fields, field: string) => {
      const value = at(owner, ...path);
      if (!allows(value)) breaches.push({ ...breach, value, field: [field, ...path].join(".") });
    };
    if (on.includes("pod")) ask(pod, podField);
    if (on.includes("container")) for (const { spec, field } of containers) ask(spec, field);
  }
  return breaches;
}
