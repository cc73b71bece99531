import type { Fields } from "./read";
import { fields, list, text } from "./read";

type Operator = "In" | "NotIn" | "Exists" | "DoesNotExist";

/** One condition on a label. */
export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** What pods must carry in order to be meant; without requirements it means every pod. */
export type Selector = readonly Requirement[];

/** Reads a plain map of labels, as in a Service. */
export function selectorOfLabels(labels: unknown): Selector {
  return Object.entries(fields(labels)).map(([key, value]) => ({ key, operator: "In", values: [String(value)] }));
}

/** Reads a `LabelSelector`: `matchLabels` and `matchExpressions`. */
export function readSelector(value: unknown): Selector {
  const { matchLabels, matchExpressions } = fields(value);
  const labels = selectorOfLabels(matchLabels);
  const expressions = list(matchExpressions);
  return expressions.length === 0 ? labels : [...labels, ...expressions.map(readExpression)];
}

function readExpression(value: unknown): Requirement {
  const expression = fields(value);
  const operator = (text(expression["operator"]) ?? "In") as Operator;
  return { key: text(expression["key"]) ?? "", operator, values: list(expression["values"]).map(String) };
}

/** Whether labels meet every requirement. A label that is missing meets `NotIn`, as in Kubernetes. */
export function matches(selector: Selector, labels: Fields): boolean {
  return selector.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? String(labels[key]) : undefined;
    if (operator === "Exists") return value !== undefined;
    if (operator === "DoesNotExist") return value === undefined;
    return (value !== undefined && values.includes(value)) === (operator === "In");
  });
}

/** A selector as kubectl prints it: `app=shop,tier in (a,b)`. */
export function showSelector(selector: Selector): string {
  return selector.map(showRequirement).join(",");
}

function showRequirement({ key, operator, values }: Requirement): string {
  if (operator === "Exists") return key;
  if (operator === "DoesNotExist") return `!${key}`;
  if (operator === "In" && values.length === 1) return `${key}=${values[0]}`;
  return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
}
