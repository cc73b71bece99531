import { createRequire } from "node:module";
import type * as common from "@grafana/grafana-foundation-sdk/common";
import type * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import type * as gauge from "@grafana/grafana-foundation-sdk/gauge";
import type * as heatmap from "@grafana/grafana-foundation-sdk/heatmap";
import type * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import type * as stat from "@grafana/grafana-foundation-sdk/stat";
import type * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";

interface Builders {
  readonly common: typeof common;
  readonly dashboard: typeof dashboard;
  readonly gauge: typeof gauge;
  readonly heatmap: typeof heatmap;
  readonly prometheus: typeof prometheus;
  readonly stat: typeof stat;
  readonly timeseries: typeof timeseries;
}

const load = createRequire(__filename);
const loaded: Partial<Builders> = {};

/** Grafana's own builders of a kind. They are 240 files, so they are loaded when the first dashboard is rendered. */
export function grafana<N extends keyof Builders>(name: N): Builders[N] {
  return (loaded[name] ??= load(`@grafana/grafana-foundation-sdk/${name}`) as Builders[N]);
}
