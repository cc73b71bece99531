import { posix } from "node:path";
import { show } from "../show";
import type { Faults } from "./faults";
import { compareGo } from "./go-version";
import type { ModuleGraph } from "./module-graph";
import type { ModuleReader } from "./module-reader";
import { names } from "./source-tree";
import { noLongerRequired, notReplaced, notVendored } from "./vendor";

/** What the go command assumes where nothing is said: https://go.dev/ref/mod#go-mod-file-go and #go-work-file-go. */
const UNSAID = { module: "1.16", workspace: "1.18" };
/** The first version that refuses modules of newer ones. */
const FIRST_STRICT = "1.21";

/** The version of Go that a build needs. */
export function goOf({ main, workspace }: ModuleGraph): string {
  return workspace ? (workspace.mod.go?.text ?? UNSAID.workspace) : (main.mod.go?.text ?? UNSAID.module);
}

/** The modules that come from elsewhere, as the go.mod of the module requires them: what is in effect by path. */
export function externalOf({ main, workspace, replaces }: ModuleGraph): ReadonlyMap<string, string> {
  const external = main.mod.requires.flatMap((requirement) => {
    const { path, version } = requirement;
    if (workspace?.uses.some((use) => use.path === path)) return [];
    const other = replaces.find(requirement);
    if (!other) return [[path, version] as const];
    const { target, targetVersion } = other;
    if (targetVersion === undefined) return [];
    return [[path, target === path ? targetVersion : `${target}@${targetVersion}`] as const];
  });
  return new Map(external);
}

/** go.work, go.mod and the files of sums: what the go command reads before any source, so what a layer of downloads is made of. */
export function moduleFilesOf({ tree }: ModuleReader, { main, workspace, described }: ModuleGraph): readonly string[] {
  const built = [main, ...(workspace?.uses ?? [])].map(({ dir }) => dir);
  const wanted = [
    ...(workspace ? ["go.work", "go.work.sum"].map((name) => posix.join(workspace.dir, name)) : []),
    ...described.flatMap(({ dir }) => {
      return ["go.mod", ...(built.includes(dir) ? ["go.sum"] : [])].map((name) => posix.join(dir, name));
    }),
  ];
  return wanted.filter((file) => names(tree, posix.dirname(file), "file", "link").includes(posix.basename(file)));
}

/** What the go command would refuse about the modules of a build. */
export function checkModules(reader: ModuleReader, graph: ModuleGraph): void {
  checkVersions(reader.faults, graph);
  checkTwice(reader.faults, graph);
  if (graph.vendor) checkVendor(reader.faults, graph, graph.vendor);
  else checkSums(reader, graph);
}

/** https://go.dev/doc/toolchain#config: no module of a build is newer than its main module or its workspace. */
function checkVersions(faults: Faults, graph: ModuleGraph): void {
  const newest = goOf(graph);
  const { workspace, main } = graph;
  for (const { dir, mod } of graph.described) {
    if (!mod.go || compareGo(mod.go.text, FIRST_STRICT) < 0 || compareGo(mod.go.text, newest) <= 0) continue;
    if (!workspace && dir === main.dir) continue;
    faults.report(posix.join(dir, "go.mod"), mod.go.line, "go", {
      code: "go-version-order",
      got: `go ${mod.go.text}`,
      allowed: `at most go ${newest}, which ${workspace ? "the workspace" : "the module that needs it"} asks for`,
      fix: workspace ? "go work use" : `go mod edit -go=${mod.go.text}, where it is needed`,
    });
  }
}

function checkTwice(faults: Faults, { main }: ModuleGraph): void {
  const seen = new Map<string, string>();
  for (const { path, version, line } of main.mod.requires) {
    const other = seen.get(path) ?? version;
    seen.set(path, other);
    if (other === version) continue;
    const allowed = `one version: ${other} is required too`;
    faults.report(posix.join(main.dir, "go.mod"), line, `require ${path}`, {
      code: "go-require-twice",
      got: version,
      allowed,
      fix: "go mod tidy",
    });
  }
}

function checkSums(reader: ModuleReader, graph: ModuleGraph): void {
  const [first] = externalOf(graph).keys();
  if (first === undefined || moduleFilesOf(reader, graph).some((file) => file.endsWith(".sum"))) return;
  reader.faults.report(posix.join(graph.main.dir, "go.sum"), undefined, "", {
    code: "go-sum-missing",
    got: `no such file, and ${show(first)} is required`,
    allowed: "the checksums of what is downloaded",
    fix: "go mod tidy, and commit go.sum",
  });
}

function checkVendor(
  faults: Faults,
  { main, workspace }: ModuleGraph,
  vendor: NonNullable<ModuleGraph["vendor"]>,
): void {
  const list = posix.join(vendor.dir, "modules.txt");
  const file = posix.join(main.dir, "go.mod");
  const allowed = "what vendor/modules.txt says";
  const fix = workspace ? "go work vendor" : "go mod vendor";
  for (const { path, version, line } of notVendored(main.mod.requires, vendor)) {
    if (workspace?.uses.some((use) => use.path === path)) continue;
    faults.report(file, line, `require ${path}`, { code: "go-vendor", got: version, allowed, fix });
  }
  // Paths in the list of a workspace are relative to it.
  for (const { path, target, line } of workspace ? [] : notReplaced(main.mod.replaces, vendor)) {
    faults.report(file, line, `replace ${path}`, { code: "go-vendor", got: show(target), allowed, fix });
  }
  const all = [main, ...(workspace?.uses ?? [])].flatMap(({ mod }) => mod.requires);
  for (const one of noLongerRequired(all, vendor)) {
    const rule = "modules that a go.mod requires";
    faults.report(list, undefined, one, { code: "go-vendor", got: "## explicit", allowed: rule, fix });
  }
}
