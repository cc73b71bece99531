import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A member of an interface: its documentation as somebody typed it. */
export interface Member {
  readonly name: string;
  readonly isOptional: boolean;
  /** The text after `@default`. */
  readonly default: string | undefined;
}

export const ROOT = join(__dirname, "../..");

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.ES2022, true);
}

/** Names that a file exports by `export { … } from` and `export * from`, types too. */
export function exportedNames(file: string): string[] {
  return parse(file)
    .statements.filter(ts.isExportDeclaration)
    .flatMap(({ exportClause, moduleSpecifier }) => {
      if (exportClause && ts.isNamedExports(exportClause)) return exportClause.elements.map(({ name }) => name.text);
      const from = (moduleSpecifier as ts.StringLiteral).text;
      return exportedNames(join(file, "..", from, "index.ts"));
    });
}

/** The exported interfaces below some folders by name, with the members of those that they extend. */
export function interfaces(folders: readonly string[]): ReadonlyMap<string, readonly Member[]> {
  const declared = folders.flatMap(filesBelow).flatMap((file) => parse(file).statements.filter(isExportedInterface));
  const byName = new Map(declared.map((one) => [one.name.text, one]));
  return new Map(declared.map((one) => [one.name.text, membersOf(one, byName)]));
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("imports"))
    .map((name) => join(folder, name));
}

function isExportedInterface(node: ts.Statement): node is ts.InterfaceDeclaration {
  const isExported = (modifier: ts.ModifierLike) => modifier.kind === ts.SyntaxKind.ExportKeyword;
  return ts.isInterfaceDeclaration(node) && (node.modifiers ?? []).some(isExported);
}

function membersOf(one: ts.InterfaceDeclaration, byName: ReadonlyMap<string, ts.InterfaceDeclaration>): Member[] {
  const parents = (one.heritageClauses ?? []).flatMap(({ types }) =>
    types.map(({ expression }) => expression.getText()),
  );
  const inherited = parents.flatMap((name) => {
    const parent = byName.get(name);
    return parent ? membersOf(parent, byName) : [];
  });
  return [...inherited, ...one.members.filter(ts.isPropertySignature).map(member)];
}

function member(node: ts.PropertySignature): Member {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default");
  const text = ts.getTextOfJSDocComment(tag?.comment)?.trim();
  return { name: node.name.getText(), isOptional: node.questionToken !== undefined, default: text };
}
