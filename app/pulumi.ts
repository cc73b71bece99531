export { GantryStack, Setting } from "../targets/pulumi/stack";
export type { GantryStackOptions, IntegerBounds, Settings, SettingValues } from "../targets/pulumi/stack";
export type { ImageOptions, PushOptions, RegistryLogin } from "../targets/pulumi/images";
export { GantryChart } from "./pulumi/gantry-chart";
export type { GantryChartArgs } from "./pulumi/gantry-chart";
export { ClusterProvider } from "../targets/pulumi/kubernetes-provider";
export { driftTable, readDrift } from "../targets/pulumi/drift";
export type { Drift, Drifted } from "../targets/pulumi/drift";
export { commentMarker, previewComment } from "../targets/pulumi/preview-comment";
