import type { BuildFacts, ModuleVersions } from "./facts";

/** What a module of the project itself has in the place of a version: its sources have a commit instead. */
const OWN = ["", "(devel)"];

/**
 * The modules in the lines of `go version -m`: `dep`, path and version, and below it `=>` when another one stands in; tabs between them. Modules of the
 * project itself, and folders that stand in, have no version and are left out.
 * @see https://pkg.go.dev/runtime/debug#BuildInfo
 */
export function readModules(lines: string): ModuleVersions {
  const versions = new Map<string, string>();
  let last = "";
  for (const line of lines.split("\n")) {
    const [kind, path = "", version = ""] = line.trim().split("\t");
    if (kind !== "dep" && kind !== "=>") continue;
    if (kind === "dep") last = path;
    if (OWN.includes(version)) versions.delete(last);
    else versions.set(last, path === last ? version : `${path}@${version}`);
  }
  return versions;
}

/** What `go version -m` says of one program. */
export function readProgram(said: string): Pick<BuildFacts, "go" | "modules"> {
  const [, go] = /^.*: (go.*)$/m.exec(said) ?? [];
  if (go === undefined) return { go: NO_BUILD_INFO, modules: NO_BUILD_INFO };
  return { go: { value: go.trim() }, modules: { value: readModules(said) } };
}

const NO_BUILD_INFO = { unknown: "the program says nothing of its build" };
