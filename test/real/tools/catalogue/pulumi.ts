import type { Tool } from "./tool";

export const PULUMI_TOOLS = {} satisfies Record<string, Tool>;
