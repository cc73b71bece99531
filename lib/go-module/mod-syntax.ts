/** One line of a go.mod or go.work file that says something: tokens as they stand there, quotes included. */
export interface ModLine {
  readonly tokens: readonly string[];
  /** From 1. */
  readonly line: number;
  /** The text of the comment at its end, without `//`. */
  readonly comment: string;
}

/** A directive: a line, or a block with a word before `(` and one directive of that word on each line. */
export interface ModStatement extends ModLine {
  readonly block?: readonly ModLine[];
}

/** A line that does not say what it may say. */
export interface ModFault {
  readonly line: number;
  readonly got: string;
  readonly allowed: string;
}

const BLANKS = /[ \t\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"|`[^`]*`/y;
// modfile.isIdent: what unicode.IsPrint takes, without blanks and punctuation of its own; a comment ends it.
const WORD = /(?:(?!\/[/*])(?![()[\]{},])[\p{L}\p{M}\p{N}\p{P}\p{S}])+/uy;

export interface ModSyntax {
  readonly statements: readonly ModStatement[];
  /** Where the text is not of the grammar. Reading ended there, as it does in the go command. */
  readonly fault?: ModFault;
}

/** Reads the grammar that go.mod and go.work share: https://go.dev/ref/mod#go-mod-file-grammar, as golang.org/x/mod/modfile reads it. */
export function parseModText(text: string): ModSyntax {
  const statements: ModStatement[] = [];
  let block: { readonly head: ModLine; readonly lines: ModLine[] } | undefined;
  for (const [index, source] of text.split("\n").entries()) {
    const line = tokenize(source, index + 1);
    if (!("tokens" in line)) return { statements, fault: line };
    const last = line.tokens.at(-1);
    if (block && line.tokens[0] === ")") {
      if (line.tokens.length > 1) return { statements, fault: afterBlock(line.line, source) };
      statements.push({ ...block.head, block: block.lines });
      block = undefined;
    } else if (block) {
      if (last !== undefined) block.lines.push(line);
    } else if (last === "(" && line.tokens.length > 1) {
      block = { head: { ...line, tokens: line.tokens.slice(0, -1) }, lines: [] };
    } else if (last === ")" && line.tokens.at(-2) === "(" && line.tokens.length > 2) {
      statements.push({ ...line, tokens: line.tokens.slice(0, -2), block: [] });
    } else if (last !== undefined) statements.push(line);
  }
  return { statements, ...(block && { fault: endless(block.head) }) };
}

function afterBlock(line: number, got: string): ModFault {
  return { line, got, allowed: "nothing after the ) that ends a block" };
}

function endless({ line, tokens }: ModLine): ModFault {
  return { line, got: `${tokens.join(" ")} (`, allowed: "a ) that ends the block" };
}

function tokenize(source: string, line: number): ModLine | ModFault {
  const tokens: string[] = [];
  for (let at = end(BLANKS, source, 0); at < source.length; at = end(BLANKS, source, at)) {
    if (source.startsWith("//", at)) return { tokens, line, comment: source.slice(at + 2).trim() };
    if (source.startsWith("/*", at)) return { line, got: source.slice(at), allowed: "comments that begin with //" };
    const next = endOfToken(source, at);
    if (next === at)
      return { line, got: source.slice(at), allowed: "printable characters, and quotes that are closed" };
    tokens.push(source.slice(at, next));
    at = next;
  }
  return { tokens, line, comment: "" };
}

function endOfToken(source: string, at: number): number {
  const first = source.charAt(at);
  if (/[()[\]{},]/.test(first)) return at + 1;
  return end(first === '"' || first === "`" ? STRING : WORD, source, at);
}

/** Where the match of a sticky pattern ends; `at` itself when there is none. */
function end(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
