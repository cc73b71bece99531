import { refuseAll } from "../errors";
import type { Finding } from "../fields";
import { Place, readFields } from "../fields";
import { show } from "../show";
import { stepsOf, valueAt } from "./field-path";
import { kindTest } from "./kind-names";
import type { Check, PolicyLevel, PolicyRuleProps, RuleSettings, PolicyViolation } from "./rule-fields";
import { POLICY_RULE, VIOLATIONS } from "./rule-fields";
import type { PolicyObject, Reply, View } from "./view";

const BRAND = Symbol.for("gantry.PolicyRule");

/** A rule of an organisation about objects: in synthesis through `app.policy(rule)`, for objects of any origin through `policyPack`. */
export class PolicyRule {
  readonly name: string;
  readonly description: string;
  readonly level: PolicyLevel;
  private readonly fix: string;
  private readonly check: Check;
  private readonly isOfKind: (apiVersion: string, kind: string) => boolean;

  private constructor({ name, description, fix, kinds, level, check }: RuleSettings) {
    this.name = name;
    this.description = description;
    this.level = level;
    this.fix = fix;
    this.check = check;
    this.isOfKind = kinds ? kindTest(kinds) : () => true;
    Object.defineProperty(this, BRAND, { value: true });
    Object.freeze(this);
  }

  /**
   * A rule: what it is called, what it wants, and how that is checked.
   * @throws ValidationError at the caller's line with everything that is wrong with the props.
   */
  static of<K extends string = string, O = PolicyObject>(props: PolicyRuleProps<K, O>): PolicyRule {
    const { values, findings } = readFields<RuleSettings>(props, POLICY_RULE);
    if (findings.length === 0) return new PolicyRule(values as RuleSettings);
    return refuseAll(
      findings.map((finding) => ({ ...finding, path: "PolicyRule" })),
      PolicyRule.of,
    );
  }

  /** Whether a value is a rule, also one of another copy of this package. */
  static isPolicyRule(value: unknown): value is PolicyRule {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  /** The annotation with which an object says why it may break the rule. */
  get exception(): string {
    return `gantry.dev/except.${this.name}`;
  }

  /** Whether the rule looks at objects of a kind. */
  appliesTo({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
    return this.isOfKind(String(apiVersion), String(kind));
  }

  /** What is wrong with an object that the rule applies to. There is no verdict where the rule asks for what is not known yet. */
  examine(view: View): Reply<readonly Finding[]> {
    const { answer, unknown } = view.ask((object) => this.findings(object));
    return { answer: unknown ? [] : answer, unknown };
  }

  private findings(object: PolicyObject): Finding[] {
    try {
      if (isReason(object.metadata.annotations?.[this.exception])) return [];
      const place = new Place("check()");
      const violations = VIOLATIONS.read(this.check(object), place);
      if (!violations || place.findings.length > 0) return place.findings.map((finding) => this.wrongResult(finding));
      return violations.map((violation) => this.finding(object, violation));
    } catch (error) {
      return [this.thrown(error)];
    }
  }

  private finding(object: PolicyObject, { field = "", got, allowed, fix }: PolicyViolation): Finding {
    return {
      code: `policy:${this.name}`,
      field,
      got: got ?? shownAt(object, field),
      allowed: allowed ?? this.description,
      fix: fix ?? this.fix,
    };
  }

  private wrongResult({ field, got, allowed, fix }: Finding): Finding {
    return { code: "policy-result", field: "", got: `${got} in ${field} of the rule ${this.name}`, allowed, fix };
  }

  private thrown(error: unknown): Finding {
    const got = `${show(error instanceof Error ? error.message : error)}, thrown by the rule ${this.name}`;
    const allowed = "a list of violations: a rule changes nothing, and any field of an object may be missing";
    return { code: "policy-throws", field: "", got, allowed, fix: "correct the rule's check" };
  }
}

function isReason(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** What stands at a path, as a message may show it. */
function shownAt(object: PolicyObject, field: string): string {
  const steps = stepsOf(field) ?? [];
  const [top] = steps;
  const last = steps.at(-1);
  if (last === undefined) return `${object.kind} ${show(object.metadata.name)}`;
  if (object.kind === "Secret" && (top === "data" || top === "stringData")) return '"****"';
  // A variable as Kubernetes writes it: { name: "DB_PASSWORD", value: "…" }.
  const variable = last === "value" ? valueAt(object, [...steps.slice(0, -1), "name"]) : undefined;
  return show(valueAt(object, steps), typeof variable === "string" ? variable : last);
}
