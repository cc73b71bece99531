import { posix } from "node:path";
import { byCodeUnit } from "../fields";
import { compareGo } from "./go-version";
import type { Requirement } from "./mod-types";
import type { LocalModule, ModuleReader } from "./module-reader";
import { Replaces } from "./replaces";
import { kindOf } from "./source-tree";
import type { VendorList } from "./vendor";
import { readVendorList } from "./vendor";
import type { Workspace } from "./workspace";
import { readWorkspace } from "./workspace";

/** The sources of vendored modules, and what is said about them. */
export interface Vendor extends VendorList {
  readonly dir: string;
}

/** A module with all modules of the project that its build reads. */
export interface ModuleGraph {
  readonly main: LocalModule;
  readonly workspace: Workspace | undefined;
  readonly replaces: Replaces;
  readonly vendor: Vendor | undefined;
  /** Every module of the project whose go.mod the go command reads, by folder. */
  readonly described: readonly LocalModule[];
}

/** The graph around the module of a folder; nothing when the folder has no go.mod. */
export function readGraph(reader: ModuleReader, dir: string): ModuleGraph | undefined {
  const main = reader.built(dir);
  if (!main) return undefined;
  const workspace = readWorkspace(reader, main);
  const replaces = new Replaces(reader, main, workspace);
  const vendor = readVendor(reader, main, workspace);
  const needed = (requirement: Requirement) => [
    ...(workspace?.uses ?? []).filter(({ path }) => path === requirement.path),
    ...(vendor ? [] : [replaces.standIn(requirement) ?? []].flat()),
  ];
  return { main, workspace, replaces, vendor, described: reach([main, ...(workspace?.uses ?? [])], needed) };
}

function reach(
  start: readonly LocalModule[],
  needed: (requirement: Requirement) => readonly LocalModule[],
): readonly LocalModule[] {
  const found = new Map(start.map((module) => [module.dir, module]));
  // Modules that are added on the way are visited too.
  for (const { mod } of found.values()) {
    for (const next of mod.requires.flatMap(needed)) if (!found.has(next.dir)) found.set(next.dir, next);
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.dir, b.dir));
}

/** The vendor folder that the go command would use by itself; cmd/go/internal/modload `setDefaultBuildMod`. */
function readVendor({ tree }: ModuleReader, main: LocalModule, workspace: Workspace | undefined): Vendor | undefined {
  const { dir: home, mod } = workspace ?? main;
  const dir = posix.join(home, "vendor");
  if (kindOf(tree, dir) !== "folder" || !mod.go || compareGo(mod.go.text, "1.14") < 0) return undefined;
  const list = readVendorList(tree.text(posix.join(dir, "modules.txt")) ?? "");
  return list.isOfWorkspace === Boolean(workspace) ? { ...list, dir } : undefined;
}
