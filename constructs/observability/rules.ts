import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import { toYaml } from "../../lib/render/yaml";
import type { RuleGroup } from "../../lib/slo";
import { ruleGroups } from "../../lib/slo";
import { KubeObject } from "../base/kube-object";
import { OWN, programLabels } from "../base/labels";

/** The label of a ConfigMap whose files Prometheus loads as rules. */
export const RULES_LABEL = `${OWN}prometheus-rules`;

/**
 * Rules of a program for Prometheus: a PrometheusRule where the operator is, else a ConfigMap with a rule file.
 * @param name of the program
 * @param namespace stands in the name of the file, which must differ from those of other applications
 */
export function createRules(
  scope: Construct,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  groups: readonly RuleGroup[],
  environment: Environment,
): void {
  const labels = programLabels(name);
  const rules = { groups: ruleGroups(groups) };
  if (environment.has("prometheus-operator")) {
    const head = { name, labels: { ...labels, ...environment.monitorLabels } };
    new KubeObject(scope, "Rules", "PrometheusRule", head, { spec: rules as never });
    return;
  }
  const head = { name: `${name}-rules`, labels: { ...labels, [RULES_LABEL]: "true" } };
  new KubeObject(scope, "Rules", "ConfigMap", head, { data: { [`${namespace}.${name}.yaml`]: toYaml(rules) } });
}
