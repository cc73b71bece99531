import type { Problem } from "../../errors";
import { show } from "../../show";
import { isOptedOut, optOut } from "../opt-outs";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { fields, list } from "../read";

const LISTS = ["apiGroups", "resources", "verbs"];

/** A role names what it allows. */
export function checkRoles(program: ProgramIndex): Problem[] {
  const roles = ["Role", "ClusterRole"].flatMap((kind) => program.ofKind(`rbac.authorization.k8s.io/${kind}`));
  return roles.flatMap(({ object }) => {
    if (isOptedOut(object, "wildcard-role")) return [];
    return list(object.manifest["rules"]).flatMap((rule, index) => {
      const open = LISTS.filter((name) => list(fields(rule)[name]).includes("*"));
      return open.map((name) =>
        problem(object, `rules[${index}].${name}`, {
          code: "wildcard-role",
          got: show(fields(rule)[name]),
          allowed: "names one by one: * also means what a later version of Kubernetes or an operator adds",
          fix: `list the ${name} that the program uses, or ${optOut("wildcard-role")}`,
        }),
      );
    });
  });
}
