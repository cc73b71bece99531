import type { Problem } from "../errors";
import { show } from "../show";
import { choices } from "./choices";
import { problem } from "./problem";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";
import { fields, list, text } from "./read";

const RBAC = "rbac.authorization.k8s.io/";
/** Cluster roles that Kubernetes ships (kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go). */
const SHIPPED = new Set(["admin", "cluster-admin", "edit", "view"]);

/** A binding gives a role that exists to accounts that exist. */
export function checkBindings(program: ProgramIndex): Problem[] {
  const bindings = [...program.ofKind(`${RBAC}RoleBinding`), ...program.ofKind(`${RBAC}ClusterRoleBinding`)];
  return bindings.flatMap((binding) => [...role(program, binding), ...subjects(program, binding)]);
}

function role(program: ProgramIndex, { object, namespace }: Entry): Problem[] {
  const reference = fields(object.manifest["roleRef"]);
  const kind = text(reference["kind"]) ?? "";
  const name = text(reference["name"]) ?? "";
  if (kind === "ClusterRole" && (SHIPPED.has(name) || name.startsWith("system:"))) return [];
  const place = kind === "ClusterRole" ? "" : namespace;
  if (program.has(RBAC + kind, place, name)) return [];
  const complaint = {
    code: "unknown-reference",
    got: `${kind} ${show(name)}`,
    allowed:
      kind === "ClusterRole"
        ? "a ClusterRole of the program, one declared to exist, or one that Kubernetes ships"
        : `a ${kind} of the program in namespace ${show(place)}`,
    fix: `correct the name, ${kind === "ClusterRole" ? "create it, or declare that it exists" : "or create it"}: ${choices(name, program.names(RBAC + kind, place))}`,
  };
  return [problem(object, "roleRef.name", complaint)];
}

function subjects(program: ProgramIndex, { object, namespace }: Entry): Problem[] {
  return list(object.manifest["subjects"]).flatMap((value, index) => {
    const subject = fields(value);
    const name = text(subject["name"]) ?? "";
    const place = text(subject["namespace"]) ?? namespace;
    if (subject["kind"] !== "ServiceAccount") return [];
    if (program.has("ServiceAccount", place, name)) return [];
    const complaint = {
      code: "unknown-reference",
      got: `ServiceAccount ${show(name)} in namespace ${show(place)}`,
      allowed: "a ServiceAccount of the program, or one declared to exist",
      fix: `correct the name, create it, or declare that it exists: ${choices(name, program.names("ServiceAccount", place))}`,
    };
    return [problem(object, `subjects[${index}].name`, complaint)];
  });
}
