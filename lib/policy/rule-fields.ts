import type { FieldTable, FieldType } from "../fields";
import { choice, group, list, text } from "../fields";
import { show } from "../show";
import { fieldPath } from "./field-path";
import { kindName } from "./kind-names";
import type { PolicyObject } from "./view";

/** One place at which an object breaks a rule. */
export interface PolicyViolation {
  /** Where, as a JSON path: `spec.type`, `spec.ports[0].port`, `metadata.labels["app.kubernetes.io/name"]`; empty for the whole object. @default "" */
  readonly field?: string;
  /** What is there. @default - what stands at `field`, secrets masked */
  readonly got?: string;
  /** What is needed and why. @default - the rule's description */
  readonly allowed?: string;
  /** What to do about it. @default - the rule's fix */
  readonly fix?: string;
}

/** What happens to an object that breaks a rule: refused, or only told about. */
export type PolicyLevel = "mandatory" | "advisory";

/** What a rule is made of. */
export interface PolicyRuleProps<K extends string = string, O = PolicyObject> {
  /** Kebab-case, at most 50 characters. Problems of the rule have the code `policy:<name>`. */
  readonly name: string;
  /** What is needed and why, so that it can follow "need": `a label that names the team which is called at night`. */
  readonly description: string;
  /** What to do about it. */
  readonly fix: string;
  /**
   * The kinds that it looks at: a kind of Kubernetes in any version (`"Deployment"`), or any kind of one version (`"apps/v1/Deployment"`,
   * `"monitoring.coreos.com/v1/ServiceMonitor"`). @default - every object
   */
  readonly kinds?: readonly K[];
  /** An advisory rule is for `policyPack` only: synthesis knows no warnings. @default "mandatory" */
  readonly level?: PolicyLevel;
  /** Lists every place at which an object breaks the rule. It gets a copy that cannot be changed, and in which any field may be missing. */
  readonly check: (object: O) => readonly PolicyViolation[];
}

/** The check of a rule: what it gives back comes from the outside. */
export type Check = (object: PolicyObject) => unknown;

/** `PolicyRuleProps` with every default filled in. */
export interface RuleSettings {
  readonly name: string;
  readonly description: string;
  readonly fix: string;
  readonly kinds: readonly string[] | undefined;
  readonly level: PolicyLevel;
  readonly check: Check;
}

// "all" is every policy of a pack for Pulumi, which ends the process when one is called so.
const NAME = /^(?!all$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST_NAME = 50;

const ruleName = text(
  `kebab-case, at most ${LONGEST_NAME} characters`,
  (name) => {
    if (NAME.test(name) && name.length <= LONGEST_NAME) return undefined;
    const allowed = `kebab-case, at most ${LONGEST_NAME} characters, and not "all"`;
    return { code: "policy-name", got: show(name), allowed, fix: 'e.g. "team-label"' };
  },
  ["team-label"],
);

function words(example: string) {
  const check = (given: string) => {
    if (given.trim().length >= 3) return undefined;
    return { code: "words-missing", got: show(given), allowed: "a few words", fix: `e.g. ${show(example)}` };
  };
  return text("a few words", check, [example]);
}

const checkType: FieldType<Check> = {
  shape: { kind: "any" },
  read: (given, place) => {
    if (typeof given === "function") return given as Check;
    const allowed = "a function that lists the places at which an object breaks the rule";
    return place.complain({
      code: "wrong-type",
      got: show(given),
      allowed,
      fix: 'e.g. () => [{ field: "spec.type" }]',
    });
  },
};

/** Types, defaults and one sentence for each prop of a rule. */
export const POLICY_RULE: FieldTable<RuleSettings> = {
  name: { type: ruleName, required: true, doc: "what the rule is called" },
  description: {
    type: words("a label that names the team which is called at night"),
    required: true,
    doc: "what is needed and why, so that it can follow the word need",
  },
  fix: { type: words("label the workload"), required: true, doc: "what to do about it" },
  kinds: {
    type: list(text("a kind, or a kind of one version", kindName, ["Deployment"]), 100, 1),
    otherwise: "every object",
    doc: "the kinds that it looks at",
  },
  level: {
    type: choice("mandatory", "advisory"),
    default: "mandatory",
    doc: "what happens to an object that breaks it",
  },
  check: { type: checkType, required: true, doc: "lists every place at which an object breaks the rule" },
};

const anyText = text("a text", () => undefined, [""]);

/** What the check of a rule gives back. */
export const VIOLATIONS: FieldType<readonly PolicyViolation[]> = list(
  group<PolicyViolation>({
    field: { type: text("a JSON path", fieldPath, ["spec.type"]), default: "", doc: "where" },
    got: { type: anyText, otherwise: "what stands at the field", doc: "what is there" },
    allowed: { type: anyText, otherwise: "the rule's description", doc: "what is needed and why" },
    fix: { type: anyText, otherwise: "the rule's fix", doc: "what to do about it" },
  }),
);
