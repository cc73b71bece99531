import ts from "typescript";

/** A code of a problem, and what the source says is allowed; parts that are only known at run time are written as `…`. */
export interface Code {
  readonly code: string;
  readonly allowed: string;
  readonly file: string;
}

// Helpers that take code, value, allowed and fix one after the other.
const POSITIONAL = new Set(["add", "complain"]);

/** The codes that a source file can give a problem, in the order of their places. */
export function codesIn(file: string, text: string): Code[] {
  const found: Code[] = [];
  const take = (code: ts.Expression | undefined, allowed: ts.Expression | undefined) => {
    for (const one of code ? texts(code) : []) {
      if (/^[a-z][a-z0-9]*(?:[-:][a-z0-9…]+)*$/.test(one))
        found.push({ code: one, allowed: allowed ? texts(allowed).join(" / ") : "", file });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) take(property(node, "code"), property(node, "allowed"));
    if (!file.startsWith("targets/") && ts.isCallExpression(node) && POSITIONAL.has(nameOf(node.expression)))
      take(node.arguments[0], node.arguments[2]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return found;
}

function nameOf(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

function property(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const member = object.properties.find((one) => one.name?.getText() === name);
  if (member && ts.isPropertyAssignment(member)) return member.initializer;
  return member && ts.isShorthandPropertyAssignment(member) ? member.name : undefined;
}

/** The texts that an expression may have. */
function texts(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression)) {
    return [expression.head.text + expression.templateSpans.map(({ literal }) => `…${literal.text}`).join("")];
  }
  if (ts.isParenthesizedExpression(expression)) return texts(expression.expression);
  if (ts.isConditionalExpression(expression)) return [...texts(expression.whenTrue), ...texts(expression.whenFalse)];
  const value = ts.isIdentifier(expression) ? declared(expression) : undefined;
  return value ? texts(value) : [];
}

/** The value of the nearest `const` of that name. */
function declared(name: ts.Identifier): ts.Expression | undefined {
  for (let scope: ts.Node = name.parent; ; scope = scope.parent) {
    if (ts.isBlock(scope) || ts.isSourceFile(scope)) {
      const declarations = scope.statements
        .filter(ts.isVariableStatement)
        .flatMap((one) => [...one.declarationList.declarations]);
      const found = declarations.find((one) => one.name.getText() === name.text)?.initializer;
      if (found || ts.isSourceFile(scope)) return found;
    }
  }
}
