import { posix } from "node:path";
import { byCodeUnit } from "../fields";
import type { Problem } from "../errors";
import { show } from "../show";
import type { Command } from "./commands";
import { commandsOf } from "./commands";
import { embedGlob, isEmbedFound } from "./embed";
import type { GoEmbed, GoModuleFacts, SourceLine } from "./facts";
import { Faults } from "./faults";
import type { GoHints } from "./hints";
import { hintsIn } from "./hints";
import { checkModules, externalOf, goOf, moduleFilesOf } from "./module-checks";
import type { ModuleGraph } from "./module-graph";
import { readGraph } from "./module-graph";
import type { LocalModule } from "./module-reader";
import { ModuleReader } from "./module-reader";
import type { GoPackage } from "./packages";
import { Packages } from "./packages";
import type { SourceTree } from "./source-tree";
import { below, commonFolder } from "./source-tree";

/** Everything that is known of the module in a folder of a tree, or everything that is wrong with it. */
export function inspect(tree: SourceTree, dir: string): GoModuleFacts | readonly Problem[] {
  const faults = new Faults(tree);
  const reader = new ModuleReader(tree, faults);
  const graph = readGraph(reader, dir);
  if (!graph) {
    reportNoModule(faults, tree, dir);
    return faults.problems;
  }
  // What a malformed line would have said is not known.
  if (!faults.problems.some(({ code }) => code === "go-directive")) checkModules(reader, graph);
  const packages = new Packages(tree, graph.described, faults);
  const commands = commandsOf(packages, graph.main, faults);
  const program = packages.reach(commands.map((command) => packages.at(command.dir)));
  checkEmbeds(tree, faults, program);
  const own = packages.below(dir);
  const tests = own.map((folder) => packages.testsAt(folder));
  const all = packages.reach([...own.map((folder) => packages.at(folder)), ...tests]);
  if (faults.problems.length > 0) return faults.problems;
  const owners = all.flatMap((one) => ownerOf(graph.described, one) ?? []);
  return { ...modulesOf(reader, graph, owners), ...sourcesOf(rootOf(graph), commands, program, [...all, ...tests]) };
}

/** The folder of the module that a package belongs to. */
function ownerOf(modules: readonly LocalModule[], { dir }: GoPackage): string | undefined {
  const around = modules.filter((one) => one.dir === "." || `${dir}/`.startsWith(`${one.dir}/`));
  return around.map((one) => one.dir).sort((a, b) => b.length - a.length)[0];
}

function rootOf({ described, workspace, vendor }: ModuleGraph): string {
  const others = [workspace, vendor].flatMap((one) => one?.dir ?? []);
  return commonFolder([...described.map(({ dir }) => dir), ...others]);
}

function modulesOf(reader: ModuleReader, graph: ModuleGraph, owners: readonly string[]) {
  const { main, workspace, vendor } = graph;
  const root = rootOf(graph);
  const local = (path: string) => below(root, path);
  const toolchain = (workspace ?? main).mod.toolchain?.text;
  const locals = new Set([...owners, ...(workspace && vendor ? [vendor.dir] : [])]);
  locals.delete(main.dir);
  return {
    root: reader.tree.shown(root),
    dir: local(main.dir),
    path: main.path,
    go: goOf(graph),
    toolchain: toolchain === "default" ? undefined : toolchain,
    workspace: workspace && { file: local(workspace.file), uses: workspace.uses.map(({ dir }) => local(dir)) },
    locals: [...locals].sort(byCodeUnit).map(local),
    moduleFiles: moduleFilesOf(reader, graph).map(local),
    vendored: vendor !== undefined,
    requires: Object.fromEntries([...externalOf(graph)].sort(([a], [b]) => byCodeUnit(a, b))),
  };
}

function sourcesOf(
  root: string,
  commands: readonly Command[],
  program: readonly GoPackage[],
  all: readonly GoPackage[],
) {
  const local = <T extends SourceLine>(line: T): T => ({ ...line, file: below(root, line.file) });
  const hints = program.flatMap(({ files }) => files.map(({ strings, file }) => hintsIn(strings, below(root, file))));
  return {
    commands: commands.map(({ name, package: from, file, line }) => local({ name, package: from, file, line })),
    cgo: program.flatMap(cgoOf).map(local),
    embeds: all.flatMap((one) => embedsOf(one, root)).map(local),
    hints: {
      ports: hints.flatMap(({ ports }) => ports),
      health: hints.flatMap(({ health }) => health),
      metrics: hints.flatMap(({ metrics }) => metrics),
    } satisfies GoHints,
  };
}

/** Imports of "C" in a package without a file that takes their place when cgo is off. */
function cgoOf({ files }: GoPackage): readonly SourceLine[] {
  if (files.some(({ withCgo }) => !withCgo)) return [];
  return files.flatMap(({ imports, file }) => {
    return imports.filter(({ text }) => text === "C").map(({ line }) => ({ file, line }));
  });
}

function embedsOf({ dir, files }: GoPackage, root: string): readonly GoEmbed[] {
  return files.flatMap(({ embeds, file }) =>
    embeds.map(({ text, line }) => ({ file, line, pattern: below(root, posix.join(dir, embedGlob(text))) })),
  );
}

function checkEmbeds(tree: SourceTree, faults: Faults, packages: readonly GoPackage[]): void {
  for (const { dir, files } of packages) {
    for (const { embeds, file } of files) {
      for (const { text, line } of embeds) {
        if (isEmbedFound(tree, dir, text)) continue;
        faults.report(file, line, "//go:embed", {
          code: "go-embed",
          got: `${show(text)}, which finds nothing that can be embedded`,
          allowed: "files of the package's folder or below, and no links",
          fix: "correct the pattern, or make the files before",
        });
      }
    }
  }
}

function reportNoModule(faults: Faults, tree: SourceTree, dir: string): void {
  const above = [];
  for (let folder = dir; folder !== ".";) {
    folder = posix.dirname(folder);
    if (tree.list(folder).has("go.mod")) above.push(tree.shown(folder));
  }
  const [nearest] = above;
  faults.report(dir, undefined, "", {
    code: "go-module-missing",
    got: "no go.mod",
    allowed: "the folder of a module",
    fix: nearest === undefined ? "go mod init example.com/name" : `name ${show(nearest)}, where its go.mod is`,
  });
}
