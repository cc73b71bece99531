import { CORE_TOOLS } from "./core";
import { IMAGE_TOOLS } from "./images";
import { PULUMI_TOOLS } from "./pulumi";
import { SLO_TOOLS } from "./slo";
import type { Area, Tool } from "./tool";

export { OPENAPI_VERSIONS, POD_SECURITY_FIXTURES } from "./core";
export type { Area, ModuleFiles, Tool } from "./tool";

export const TOOLS = { ...CORE_TOOLS, ...IMAGE_TOOLS, ...PULUMI_TOOLS, ...SLO_TOOLS } satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** The names of an area's tools. */
export function toolsOf(area: Area | "all"): ToolName[] {
  const names = Object.keys(TOOLS) as ToolName[];
  return names.filter((name) => area === "all" || [(TOOLS[name] as Tool).area].flat().includes(area));
}
