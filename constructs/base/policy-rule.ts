import type { PolicyRuleProps } from "../../lib/policy/rule-fields";
import { PolicyRule as Rule } from "../../lib/policy/rule";
import type { PolicyObject } from "../../lib/policy/view";
import type { Kinds } from "../imports/kinds";

/** What Gantry knows by type: `Deployment`, and `apps/v1/Deployment`. */
type Known = Kinds & { readonly [K in keyof Kinds as `${Kinds[K]["apiVersion"]}/${K}`]: Kinds[K] };

/** JSON that somebody wrote without types: every field may be missing, and none can be changed. */
type Partly<T> = T extends readonly (infer I)[]
  ? readonly Partly<I>[]
  : T extends object
    ? { readonly [F in keyof T]?: Partly<T[F]> }
    : T;

type Head = "apiVersion" | "kind" | "metadata";

/** An object of a kind as a rule sees it. */
export type ObjectOf<K extends string> = K extends keyof Known
  ? Pick<PolicyObject, "apiVersion" | "metadata"> & Pick<Known[K], "kind"> & Partly<Omit<Known[K], Head>>
  : PolicyObject;

/** Makes rules whose check is typed by the kinds that it looks at. */
interface PolicyRules {
  /**
   * A rule: what it is called, what it wants, and how that is checked.
   * @throws ValidationError at the caller's line with everything that is wrong with the props.
   */
  of<const K extends keyof Known | (string & {}) = string>(props: PolicyRuleProps<K, ObjectOf<K>>): Rule;
}

export type PolicyRule = Rule;
export const PolicyRule: PolicyRules = Rule;
