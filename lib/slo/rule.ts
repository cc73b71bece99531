import type { Expr } from "../promql";
import type { Json } from "../rendered";
import type { Duration } from "../units";

/** A series that Prometheus keeps, of an expression. */
export interface Recording {
  readonly record: string;
  readonly expr: Expr;
  readonly labels: Readonly<Record<string, string>>;
}

/** A condition under which somebody is told. Annotations are templates of Go: what somebody typed goes through `literal`. */
export interface Alert {
  readonly alert: string;
  readonly expr: Expr;
  /** How long it must hold. @default - not at all */
  readonly for?: Duration;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated one after the other. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: Duration;
  readonly rules: readonly (Recording | Alert)[];
}

/** A text that a template gives back as it is. @see https://pkg.go.dev/text/template#hdr-Actions */
export function literal(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** The `groups` of a rule file and of a PrometheusRule. @see https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/ */
export function ruleGroups(groups: readonly RuleGroup[]): Json[] {
  return groups.map(({ name, interval, rules }) => ({ name, interval: String(interval), rules: rules.map(rule) }));
}

function rule(given: Recording | Alert): Json {
  const { expr, labels } = given;
  if ("record" in given) return { record: given.record, expr: expr.text, labels: { ...labels } };
  return {
    alert: given.alert,
    expr: expr.text,
    ...(given.for && { for: String(given.for) }),
    labels: { ...labels },
    annotations: { ...given.annotations },
  };
}
