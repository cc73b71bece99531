import { parse } from "yaml";
import type { AlertDeliveryProps } from "../../../../app";
import { AlertDelivery, SecretRef } from "../../../../app";
import { only, render } from "../../../support/program";

/** What is rendered for a cluster without the operator. */
export interface Configured {
  /** `alertmanager.yml`. */
  readonly text: string;
  /** The rule file of the alert that always fires; empty when nobody wants it. */
  readonly rules: string;
}

/** The files of an AlertDelivery of the chart `shop`. */
export function configured(props: AlertDeliveryProps): Configured {
  const rendered = render((chart) => new AlertDelivery(chart, "Alerts", props));
  const text = only(rendered, "ConfigMap", "alerts").data["alertmanager.yml"]!;
  const hasRules = rendered.objects.some(({ manifest }) => manifest.metadata.name === "alerts-rules");
  return { text, rules: hasRules ? only(rendered, "ConfigMap", "alerts-rules").data["shop.alerts.yaml"]! : "" };
}

/** The secret of a receiver: a key of its name. */
export function secret(receiver: string): SecretRef {
  return SecretRef.existing("alerts", receiver);
}

/** Every text in a configuration that is a template, by its path. */
export function templatesIn(text: string): (readonly [path: string, template: string])[] {
  return collect("", parse(text) as unknown);
}

function collect(path: string, value: unknown): (readonly [string, string])[] {
  if (typeof value === "string") return value.includes("{{") ? [[path, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => collect(path ? `${path}.${key}` : key, item));
}
