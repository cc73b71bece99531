import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { concealed } from "../lib/errors";
import type { Finding } from "../lib/fields";
import type { PolicyRule } from "../lib/policy/rule";
import { View } from "../lib/policy/view";

/** What a policy is told of a resource. */
type Resource = Pick<ResourceValidationArgs, "type" | "props">;

/** A rule as a policy of Pulumi: it sees every Kubernetes object of a stack, whoever declared it. */
export function toPolicy(rule: PolicyRule): ResourceValidationPolicy {
  const { name, description, level } = rule;
  return {
    name,
    description,
    enforcementLevel: level,
    validateResource: (resource, report) => validate(rule, resource, report),
  };
}

/** What is wrong with an object, as synthesis says it; the place and the rule are named by the engine. */
export function sentence(finding: Finding): string {
  const { field, got, allowed, fix } = concealed({ ...finding, path: "" });
  return `${field && `${field}: `}got ${got}, need ${allowed}\nfix: ${fix}`;
}

function validate(rule: PolicyRule, { type, props }: Resource, report: ReportViolation): void {
  const head = headOf(type);
  if (!head || isPatch(head, props) || !rule.appliesTo(head)) return;
  const { answer, unknown } = rule.examine(new View(manifestOf(head, props)));
  // The SDK tells by its own error that the policy can't be decided in a preview.
  if (unknown) throw unknown;
  for (const finding of answer) report(sentence(finding));
}

/** Resources of the provider that are no objects: charts and releases of Helm, groups of files. */
const NO_OBJECTS = new Set(["helm.sh", "kustomize", "yaml"]);

interface Head {
  readonly apiVersion: string;
  readonly kind: string;
}

/** `kubernetes:apps/v1:Deployment` → `apps/v1`, `Deployment`; nothing for what is no object. */
function headOf(type: string): Head | undefined {
  const [, group, version, kind] = /^kubernetes:([^/:]+)\/(v[^/:]+):([A-Z]\w*)$/.exec(type) ?? [];
  if (!group || !version || !kind || NO_OBJECTS.has(group)) return undefined;
  return { apiVersion: group === "core" ? version : `${group}/${version}`, kind };
}

/** Whether a resource changes some fields of an object that somebody else declares: a DeploymentPatch is of kind Deployment. */
function isPatch({ kind }: Head, props: Resource["props"]): boolean {
  return kind.endsWith("Patch") && props["kind"] !== kind;
}

/** Properties of a resource as a manifest. They are asked for one by one: the SDK throws for what isn't known in a preview. */
function manifestOf(head: Head, props: Readonly<Record<string, unknown>>): object {
  const fields = Object.keys(props).filter((key) => !key.startsWith("__") && !(key in head));
  const readers = fields.map((key) => [key, { enumerable: true, get: () => props[key] }] as const);
  return Object.defineProperties({ metadata: {}, ...head }, Object.fromEntries(readers));
}
