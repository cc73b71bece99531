import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { clean } from "./words";

const FOLDER = join(__dirname, "inputs");
const PROJECT = join(__dirname, "../../tsconfig.json");
const FILES = readdirSync(FOLDER).map((file) => join(FOLDER, file));
const MARK = "@ts-expect-error";

/** A program of an input, and what the compiler says of it. */
interface Refusal {
  readonly no: number;
  readonly input: string;
  readonly tool: string;
  readonly message: string;
}

/** The programs that say in a comment that their types refuse the input; `tsc` refuses a comment that is wrong. */
export function markedRefusals(): Omit<Refusal, "message">[] {
  return FILES.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
    return [...source.text.matchAll(new RegExp(MARK, "g"))].map(({ index }) => programAt(source, index));
  });
}

/** What the compiler says of the same programs without these comments. */
export function compilerRefusals(): Refusal[] {
  const { config } = ts.readConfigFile(PROJECT, ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: FILES }, ts.sys, FOLDER);
  const host = ts.createCompilerHost(options, true);
  const { readFile } = host;
  host.readFile = (file) => (file.startsWith(FOLDER) ? readFile(file)?.replaceAll(MARK, "") : readFile(file));
  const program = ts.createProgram(FILES, options, host);
  return FILES.map((file) => program.getSourceFile(file)!).flatMap((source) =>
    program.getSemanticDiagnostics(source).map(({ start, messageText }) => {
      const message = clean(ts.flattenDiagnosticMessageText(messageText, " "));
      return { ...programAt(source, start!), message };
    }),
  );
}

/** The program around a position, as the row of its input names it. */
function programAt(source: ts.SourceFile, position: number): Omit<Refusal, "message"> {
  const around: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.pos || position >= node.end) return;
    around.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const row = around.findIndex((node) => ts.isObjectLiteralExpression(node));
  const values = new Map(
    (around[row] as ts.ObjectLiteralExpression).properties
      .filter(ts.isPropertyAssignment)
      .map(({ name, initializer }) => [name.getText(), initializer] as const),
  );
  const text = (name: string) => (values.get(name) as ts.LiteralExpression).text;
  return {
    no: Number(text("no")),
    input: text("input"),
    tool: (around[row + 1] as ts.PropertyAssignment).name.getText(),
  };
}
