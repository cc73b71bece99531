export { GantryStack, Setting } from "../targets/pulumi/stack";
export type { GantryStackOptions, IntegerBounds, Settings, SettingValues } from "../targets/pulumi/stack";
export type { ImageOptions, PushOptions, RegistryLogin } from "../targets/pulumi/images";
export { GantryChart } from "./pulumi/gantry-chart";
export type { GantryChartArgs } from "./pulumi/gantry-chart";
