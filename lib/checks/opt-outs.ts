import type { RenderedObject } from "../rendered";
import { at, text } from "./read";

const PREFIX = "gantry.dev/opt-out.";

/** Rules that an object may break when an annotation of its own says why. */
export type OptOutRule =
  | "wildcard-role"
  | "dns-egress"
  | "dangling-service"
  | "dangling-budget"
  | "dangling-network-policy"
  | "never-scales"
  | "open-ingress"
  | "daylight-saving";

/** Whether an object says why it breaks a rule. */
export function isOptedOut(object: RenderedObject, rule: OptOutRule): boolean {
  return Boolean(text(at(object.manifest, "metadata", "annotations", PREFIX + rule))?.trim());
}

/** The way out as a half sentence, for the fix of a problem. */
export function optOut(rule: OptOutRule): string {
  return `annotate it with ${PREFIX}${rule} and the reason`;
}
