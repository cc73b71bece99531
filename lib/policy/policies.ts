import type { Above, Site } from "../call-site";
import { lineOf, siteOf } from "../call-site";
import type { Problem } from "../errors";
import { ValidationError, refuseAll } from "../errors";
import type { FieldTable } from "../fields";
import { byCodeUnit, didYouMean, memberField, readFields, recordOf, text } from "../fields";
import { checkReason } from "../opt-out";
import type { Manifest, Rendered, RenderedObject } from "../rendered";
import { show } from "../show";
import { PolicyRule } from "./rule";
import { View } from "./view";

/** How a program takes a rule. */
export interface PolicyOptions {
  /**
   * Constructs that may break the rule, by path below the app, and the reason: `{ "shop/Storefront": "until the move in May, ticket 4711" }`. It holds for
   * every object of the construct; the reason becomes their annotation `gantry.dev/except.<rule>`, which policy packs read too. One that no object needs is an
   * error. @default - none
   */
  readonly except?: Readonly<Record<string, string>>;
}

const POLICY: FieldTable<PolicyOptions> = {
  except: {
    type: recordOf(
      text("a construct path below the app", () => undefined, ["shop/Storefront"]),
      text("a reason", checkReason, ["until the move in May, ticket 4711"]),
    ),
    otherwise: "none",
    doc: "constructs that may break the rule, and why",
  },
};

interface Policy {
  readonly rule: PolicyRule;
  readonly except: Readonly<Record<string, string>>;
  readonly site: Site;
}

type Program = Pick<Rendered, "environment" | "objects" | "later">;

/** The rules of a program. */
export class Policies {
  private readonly policies: Policy[] = [];

  /** Adds a rule. @throws ValidationError at the line that called `above`. */
  add(rule: PolicyRule, options: PolicyOptions, above: Above): void {
    const { values, findings } = readFields<PolicyOptions>(options, POLICY);
    const wrong = [...this.wrongRule(rule), ...findings];
    if (wrong.length > 0) {
      refuseAll(
        wrong.map((finding) => ({ ...finding, path: "policy" })),
        above,
      );
    }
    this.policies.push({ rule, except: values.except ?? {}, site: siteOf(above) });
  }

  /** The objects of a program, those that may break a rule with the reason on them; and what all others break. */
  apply(program: Program): { readonly objects: readonly RenderedObject[]; readonly problems: readonly Problem[] } {
    if (this.policies.length === 0) return { objects: program.objects, problems: [] };
    const run = new Run(program);
    const objects = program.objects.map((object) => run.apply(this.policies, object));
    return { objects, problems: [...run.problems, ...this.policies.flatMap((policy) => run.idle(policy))] };
  }

  private wrongRule(rule: unknown) {
    const place = { field: "rule" };
    if (!PolicyRule.isPolicyRule(rule)) {
      const fix = "app.policy(PolicyRule.of({ name, description, fix, check }))";
      return [{ ...place, code: "wrong-type", got: show(rule), allowed: "a PolicyRule", fix }];
    }
    const got = show(rule.name);
    if (rule.level === "advisory") {
      const allowed = "a mandatory rule: synthesis knows no warnings";
      const fix =
        'make it mandatory and list what may break it: app.policy(rule, { except: { "shop/Api": "reason" } })';
      return [{ ...place, code: "policy-advisory", got: `${got}, which is advisory`, allowed, fix }];
    }
    if (!this.policies.some((other) => other.rule.name === rule.name)) return [];
    const allowed = "a name of its own: another rule of the program has this one";
    return [{ ...place, code: "duplicate-name", got, allowed, fix: "rename it, or add it once" }];
  }
}

/** One look at the objects of a program. */
class Run {
  readonly problems: Problem[] = [];
  /** By rule: the exceptions that an object needed. */
  private readonly needed = new Map<PolicyRule, Set<string>>();

  constructor(private readonly program: Program) {}

  apply(policies: readonly Policy[], object: RenderedObject): RenderedObject {
    const applying = policies.filter(({ rule }) => rule.appliesTo(object.manifest));
    if (applying.length === 0) return object;
    const view = new View(object.manifest, (text) => this.checkText(text));
    const reasons = applying.flatMap((policy) => this.reasons(policy, object, view));
    return reasons.length === 0 ? object : { ...object, manifest: annotated(object.manifest, reasons) };
  }

  /** The annotation that says why an object may break a rule, if it does and may. */
  private reasons(policy: Policy, object: RenderedObject, view: View): (readonly [string, string])[] {
    const { rule, except } = policy;
    const { answer, unknown } = rule.examine(view);
    if (answer.length === 0 && !unknown) return [];
    const key = this.nearest(Object.keys(except), object);
    if (key === undefined) {
      this.problems.push(...answer.map((finding) => ({ ...finding, ...placeOf(object) })));
      return [];
    }
    this.needed.set(rule, (this.needed.get(rule) ?? new Set()).add(key));
    return [[rule.exception, except[key]!]];
  }

  /** The longest of the paths that an object stands at or below. */
  private nearest(keys: readonly string[], object: RenderedObject): string | undefined {
    const above = keys.filter((key) => this.isBelow(object, key));
    return above.sort((a, b) => b.length - a.length)[0];
  }

  private isBelow({ path }: RenderedObject, key: string): boolean {
    const place = `${this.program.environment}/${key}`;
    return path === place || path.startsWith(`${place}/`);
  }

  /** A text that stands for a value which only `pulumi up` knows; a policy pack sees the value itself. */
  private checkText(text: string): void {
    const later = this.program.later.find((one) => text.includes(one.text));
    if (later) throw new ValidationError([]);
  }

  /** Exceptions that no object needs. */
  idle({ rule, except, site }: Policy): Problem[] {
    const idle = Object.keys(except).filter((key) => !this.needed.get(rule)?.has(key));
    const source = idle.length > 0 ? lineOf(site) : undefined;
    return idle.map((key) => ({
      code: "policy-exception",
      path: this.program.environment,
      field: memberField(`policy(${rule.name}).except`, key),
      got: show(key),
      allowed: "the path of a construct that breaks the rule",
      fix: this.fixOf(key),
      ...(source && { source }),
    }));
  }

  private fixOf(key: string): string {
    const { objects, environment } = this.program;
    if (objects.some((object) => this.isBelow(object, key))) return "remove it: nothing there breaks the rule";
    const paths = objects.flatMap(({ path }) => prefixes(path.slice(environment.length + 1)));
    const near = didYouMean(key, paths);
    return near ? `did you mean ${show(near)}?` : "remove it: there is no such construct";
  }
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function prefixes(path: string): string[] {
  const ids = path.split("/");
  return ids.map((_, index) => ids.slice(0, index + 1).join("/"));
}

function placeOf({ path, source }: RenderedObject) {
  return { path, ...(source !== undefined && { source }) };
}

function annotated(manifest: Manifest, reasons: readonly (readonly [string, string])[]): Manifest {
  const { annotations, ...metadata } = manifest.metadata;
  const all = [...Object.entries(annotations ?? {}), ...reasons].sort(([a], [b]) => byCodeUnit(a, b));
  return { ...manifest, metadata: { annotations: Object.fromEntries(all), ...metadata } };
}
