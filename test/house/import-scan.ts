import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { dirname, normalize } from "node:path/posix";
import ts from "typescript";

/** A row of the table in layers.cjs. */
export interface Layer {
  readonly from: string;
  readonly may: readonly string[];
}

/** What each TypeScript file below some folders imports, types too: files by path from the root, packages below node_modules/. */
export type Imports = ReadonlyMap<string, readonly string[]>;

export function scanImports(root: string, folders: readonly string[]): Imports {
  const files = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesBelow(root, folder));
  return new Map(files.map((file) => [file, importsOf(root, file)]));
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts") && !/\/(?:node_modules|services)\//.test(file));
}

function importsOf(root: string, file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), "utf8"));
  return importedFiles.map(({ fileName }) => target(root, file, fileName));
}

function target(root: string, file: string, specifier: string): string {
  const bare = specifier.replace(/^node:/, "");
  if (builtinModules.includes(bare) || /^gantry-cdk(?:\/|$)/.test(specifier)) return bare;
  if (!specifier.startsWith(".")) return `node_modules/${specifier}/`;
  const path = normalize(join(dirname(file), specifier));
  const candidates = [path, `${path}.ts`, `${path}/index.ts`];
  return candidates.find((one) => existsSync(join(root, one)) && statSync(join(root, one)).isFile()) ?? path;
}

/** Imports that the table does not allow, as `from → to`. */
export function forbidden(imports: Imports, layers: readonly Layer[]): string[] {
  return [...imports].flatMap(([file, targets]) => {
    const may = allowed(file, layers);
    return targets.filter((one) => !may.some((pattern) => pattern.test(one))).map((one) => `${file} → ${one}`);
  });
}

function allowed(file: string, layers: readonly Layer[]): RegExp[] {
  const layer = layers.find(({ from }) => new RegExp(from).test(file));
  const group = layer && new RegExp(layer.from).exec(file)?.[1];
  return (layer?.may ?? []).map((pattern) => new RegExp(pattern.replaceAll("$1", group ?? "$1")));
}

/** The first cycle of imports that is found from each file, as paths with the same start and end. */
export function cycles(imports: Imports): string[][] {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): string[][] => {
    if (above.includes(file)) return [[...above.slice(above.indexOf(file)), file]];
    if (done.has(file)) return [];
    const found = (imports.get(file) ?? []).flatMap((next) => visit(next, [...above, file]));
    done.add(file);
    return found;
  };
  return [...imports.keys()].flatMap((file) => visit(file, []));
}
