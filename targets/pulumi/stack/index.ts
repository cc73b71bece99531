export { GantryStack } from "./gantry-stack";
export type { GantryStackOptions } from "./gantry-stack";
export { refuseProgram } from "./refusal";
export { Setting } from "./setting";
export type { IntegerBounds, SettingValues, Settings } from "./setting";
