import { histogramQuantile, isNot, rate, sum } from "../../promql";
import type { Monitored } from "../../slo";
import { buckets, failures, requests } from "../../slo";
import type { Panel, Row } from "../model";
import { VERSION } from "../sources";
import { STEP, errorLine, p99Line, unitOf } from "./requests";

/** The versions that run side by side, by the hash of their pods' template. */
export function canaryRow(monitored: Monitored): Row {
  const known = { [VERSION]: isNot("") };
  const all = sum(rate(requests(monitored).where(known).during(STEP)), [VERSION]);
  const failed = sum(rate(failures(monitored).where(known).during(STEP)), [VERSION]);
  const durations = sum(rate(buckets(monitored).where(known).during(STEP)), [VERSION, "le"]);
  const panel = { kind: "timeseries", needs: ["argo-rollouts"] } as const satisfies Partial<Panel>;
  const legend = { label: VERSION };
  return {
    title: "Canary",
    panels: [
      { ...panel, title: "Requests by version", unit: "reqps", queries: [{ expr: all, legend }] },
      {
        ...panel,
        title: "Failed requests by version",
        unit: "percentunit",
        queries: [{ expr: failed.or(all.times(0)).over(all.above(0)), legend }],
        lines: [errorLine(monitored)],
      },
      {
        ...panel,
        title: "p99 by version",
        unit: unitOf(monitored),
        queries: [{ expr: histogramQuantile(0.99, durations), legend }],
        lines: [p99Line(monitored)],
      },
    ],
  };
}
