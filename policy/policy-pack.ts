import { PolicyPack } from "@pulumi/policy";
import type { Problem } from "../lib/errors";
import { refuseAll } from "../lib/errors";
import { PolicyRule } from "../lib/policy/rule";
import { show } from "../lib/show";
import { toPolicy } from "./to-policy";

/**
 * Serves rules as a policy pack of Pulumi, to be called once in the program that `PulumiPolicy.yaml` names. The rules see every Kubernetes object of a stack,
 * whoever declared it; a mandatory one stops `pulumi preview` and `pulumi up`.
 * @param name letters, digits, `-`, `_` and `.`, at most 100
 * @throws ValidationError for what is no rule, and for rules of one name
 */
export function policyPack(name: string, rules: readonly PolicyRule[]): PolicyPack {
  const problems = rules.flatMap((rule, index) => wrong(rule, index, rules));
  if (problems.length > 0) refuseAll(problems, policyPack);
  return new PolicyPack(name, { policies: rules.map(toPolicy), enforcementLevel: "mandatory" });
}

function wrong(rule: unknown, index: number, rules: readonly PolicyRule[]): Problem[] {
  const place = { path: "policyPack", field: `rules[${index}]` };
  if (!PolicyRule.isPolicyRule(rule)) {
    const fix = "PolicyRule.of({ name, description, fix, check })";
    return [{ ...place, code: "wrong-type", got: show(rule), allowed: "a PolicyRule", fix }];
  }
  const first = rules.findIndex((other) => PolicyRule.isPolicyRule(other) && other.name === rule.name);
  if (first === index) return [];
  const allowed = `a name of its own: rules[${first}] has this one`;
  return [{ ...place, code: "duplicate-name", got: show(rule.name), allowed, fix: "rename it, or list it once" }];
}
