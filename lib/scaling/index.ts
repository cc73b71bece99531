export { adapterName, adapterRules } from "./adapter-rules";
export type { Scaled } from "./adapter-rules";
export { requestRate } from "./requests";
export type { Measured } from "./requests";
export { ScalingMetric } from "./scaling-metric";
