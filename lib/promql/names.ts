import type { Complaint } from "../errors";
import { show } from "../show";

/** What is wrong with the name of a metric. @see https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels */
export function metricName(given: string): Complaint | undefined {
  if (/^[A-Za-z_:][A-Za-z0-9_:]*$/.test(given)) return undefined;
  return {
    code: "metric-name",
    got: show(given),
    allowed: "letters, digits, _ and :, no digit first: other names need quotes in every query",
    fix: `write ${show(mended(given))}`,
  };
}

/** What is wrong with the name of a label. Those that begin with two underscores are Prometheus' own. */
export function labelName(given: string): Complaint | undefined {
  if (/^(?!__)[A-Za-z_][A-Za-z0-9_]*$/.test(given)) return undefined;
  return {
    code: "label-name",
    got: show(given),
    allowed: "letters, digits and _, no digit and no __ first",
    fix: `write ${show(mended(given).replace(/^_+|:/g, ""))}`,
  };
}

function mended(given: string): string {
  const letters = given.replace(/[^A-Za-z0-9_:]+/g, "_");
  return /^[A-Za-z_:]/.test(letters) ? letters : `_${letters}`;
}
