export { GantryStack, Setting } from "../targets/pulumi/stack";
export type { GantryStackOptions, IntegerBounds, Settings, SettingValues } from "../targets/pulumi/stack";
export { GantryChart } from "./pulumi/gantry-chart";
export type { GantryChartArgs } from "./pulumi/gantry-chart";
