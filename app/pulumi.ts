export { GantryChart } from "./pulumi/gantry-chart";
export type { GantryChartArgs } from "./pulumi/gantry-chart";
