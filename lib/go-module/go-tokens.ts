/** A part of a Go source. Operators, numbers and runes are left out; `text` is as it stands there, quotes and slashes included. */
export interface Token {
  readonly kind: "name" | "string" | "comment" | "parenthesis";
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

const LEFT_OUT = /[^\p{L}_"'`/()]*/uy;
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;

/**
 * The tokens of a Go source, one after the other: what looks like a comment in a string is none, and the other way round.
 * @see https://go.dev/ref/spec#Lexical_elements
 */
export function* tokensOf(source: string): Generator<Token, undefined> {
  let line = 1;
  let nextLine = source.indexOf("\n");
  for (let at = end(LEFT_OUT, source, 0); at < source.length; at = end(LEFT_OUT, source, at)) {
    for (; nextLine >= 0 && nextLine < at; nextLine = source.indexOf("\n", nextLine + 1)) line++;
    const [kind, stop] = tokenAt(source, at);
    if (kind) yield { kind, text: source.slice(at, stop), line };
    at = stop;
  }
  return undefined;
}

/** The kind of the token that begins here, if it counts, and where it ends. */
function tokenAt(source: string, at: number): readonly [kind: Token["kind"] | undefined, end: number] {
  switch (source[at]) {
    case "(":
    case ")":
      return ["parenthesis", at + 1];
    case "'":
      return [undefined, endOfQuoted(source, at)];
    case '"':
      return ["string", endOfQuoted(source, at)];
    case "`":
      return ["string", after(source, "`", at + 1)];
    case "/":
      return slashAt(source, at);
    default:
      return ["name", end(NAME, source, at)];
  }
}

/** A loop, not a pattern: generated sources hold strings of many megabytes on one line. */
function endOfQuoted(source: string, start: number): number {
  const quote = source[start];
  for (let at = start + 1; at < source.length && source[at] !== "\n"; at++) {
    if (source[at] === quote) return at + 1;
    if (source[at] === "\\") at++;
  }
  return start + 1;
}

function slashAt(source: string, at: number): readonly [kind: Token["kind"] | undefined, end: number] {
  if (source[at + 1] === "*") return ["comment", after(source, "*/", at + 2)];
  if (source[at + 1] !== "/") return [undefined, at + 1];
  const stop = source.indexOf("\n", at);
  return ["comment", stop < 0 ? source.length : stop];
}

/** Behind the next occurrence of a text, or the end. */
function after(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found < 0 ? source.length : found + text.length;
}

function end(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
