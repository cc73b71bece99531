import type { Breach, Policy } from "./pod-security-rule";
import { hasUserNamespace, isWindows } from "./pod-security-rule";
import type { Fields } from "./read";
import { follow } from "./read";
import type { Workload } from "./workload";

/** A rule about one field, wherever it may stand in a pod. */
interface FieldRule {
  readonly rule: string;
  readonly level: Policy["level"];
  readonly on: "pod" | "containers" | "both";
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
const isProfile = unsetOr("RuntimeDefault", "Localhost");
const SELINUX_TYPES = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

const HOST_NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"].map((name) => ({
  rule: "hostNamespaces",
  level: "baseline" as const,
  on: "pod" as const,
  path: [name],
  allows: unsetOr(false),
  allowed: "false",
  fix: `remove ${name}`,
}));

const SELINUX_NAMES = ["user", "role"].map((name) => ({
  rule: "seLinuxOptions",
  level: "baseline" as const,
  on: "both" as const,
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
    on: "both",
    path: ["securityContext", "seLinuxOptions", "type"],
    allows: unsetOr("", ...SELINUX_TYPES),
    allowed: SELINUX_TYPES.join(", "),
    fix: "remove seLinuxOptions.type",
  },
  {
    rule: "appArmorProfile",
    level: "baseline",
    on: "both",
    path: ["securityContext", "appArmorProfile", "type"],
    allows: isProfile,
    allowed: "RuntimeDefault or Localhost",
    fix: "write appArmorProfile: { type: RuntimeDefault }",
  },
  {
    rule: "seccompProfile",
    level: "baseline",
    on: "both",
    path: ["securityContext", "seccompProfile", "type"],
    allows: isProfile,
    allowed: "RuntimeDefault or Localhost",
    fix: "write seccompProfile: { type: RuntimeDefault }",
  },
  {
    rule: "procMount",
    level: "baseline",
    on: "containers",
    path: ["securityContext", "procMount"],
    allows: unsetOr("Default"),
    allowed: "Default",
    fix: "remove securityContext.procMount",
    exempts: (pod, policy) => policy.level === "baseline" && hasUserNamespace(pod, policy),
  },
  {
    rule: "windowsHostProcess",
    level: "baseline",
    on: "both",
    path: ["securityContext", "windowsOptions", "hostProcess"],
    allows: unsetOr(false),
    allowed: "false",
    fix: "remove windowsOptions.hostProcess",
  },
  {
    rule: "allowPrivilegeEscalation",
    level: "restricted",
    on: "containers",
    path: ["securityContext", "allowPrivilegeEscalation"],
    allows: (value) => value === false,
    allowed: "false, said aloud",
    fix: "add securityContext.allowPrivilegeEscalation: false to the container",
    exempts: isWindows,
  },
  {
    rule: "runAsNonRoot",
    level: "restricted",
    on: "both",
    path: ["securityContext", "runAsNonRoot"],
    allows: unsetOr(true),
    allowed: "true",
    fix: "write runAsNonRoot: true",
    exempts: hasUserNamespace,
  },
  {
    rule: "runAsUser",
    level: "restricted",
    on: "both",
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
  for (const rule of RULES) {
    if ((rule.level === "restricted" && policy.level === "baseline") || rule.exempts?.(pod, policy)) continue;
    if (rule.on !== "containers") ask(rule, pod, podField, breaches);
    if (rule.on !== "pod") for (const { spec, field } of containers) ask(rule, spec, field, breaches);
  }
  return breaches;
}

function ask({ rule, path, allows, allowed, fix }: FieldRule, owner: Fields, field: string, breaches: Breach[]): void {
  const value = follow(owner, path);
  if (!allows(value)) breaches.push({ rule, value, field: [field, ...path].join("."), allowed, fix });
}
