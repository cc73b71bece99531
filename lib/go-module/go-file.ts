import type { Constraint } from "./build-constraint";
import { parseConstraint, parsePlusBuild } from "./build-constraint";
import type { Token } from "./go-tokens";
import { tokensOf } from "./go-tokens";
import { unquote } from "./quoted";

/** A text of a Go source and its line. */
export interface Literal {
  readonly text: string;
  readonly line: number;
}

/** What a Go source says about itself. */
export interface GoFile {
  /** Empty when the text is no Go source. */
  readonly packageName: string;
  readonly constraint: Constraint | undefined;
  /** A `//go:build` that is no condition. */
  readonly malformed: Literal | undefined;
  readonly imports: readonly Literal[];
  /** Patterns of `//go:embed`. */
  readonly embeds: readonly Literal[];
  /** The line of `func main`. */
  readonly main: number | undefined;
  /** Short strings outside of the imports. */
  readonly strings: readonly Literal[];
}

/** Nothing that we look for in a string is longer. */
const LONGEST = 256;

/** Reads a source once, from its top to its end. */
export function readGoFile(source: string): GoFile {
  const reader = new Reader(source);
  const condition = conditionOf(reader.comments, source);
  const packageName = reader.packageName();
  const imports = packageName ? reader.imports() : [];
  const { main, strings } = reader.body();
  const embeds = imports.some(({ text }) => text === "embed") ? reader.comments.flatMap(embedPatterns) : [];
  return { packageName, ...condition, imports, embeds, main, strings };
}

class Reader {
  readonly comments: Token[] = [];
  private readonly tokens: Generator<Token, undefined>;
  private token: Token | undefined;

  constructor(source: string) {
    this.tokens = tokensOf(source);
    this.advance();
  }

  packageName(): string {
    if (!this.isAt("package")) return "";
    const name = this.advance();
    this.advance();
    return name?.kind === "name" ? name.text : "";
  }

  imports(): readonly Literal[] {
    const found: Literal[] = [];
    while (this.isAt("import")) {
      const isGroup = this.advance()?.text === "(";
      if (isGroup) for (this.advance(); this.token && this.token.text !== ")";) this.importSpec(found);
      else this.importSpec(found);
      if (isGroup) this.advance();
    }
    return found;
  }

  /** A name, a dot or nothing, and a path. */
  private importSpec(found: Literal[]): void {
    if (this.token?.kind !== "string") this.advance();
    const { token } = this;
    if (token?.kind === "string") found.push({ text: unquote(token.text) ?? "", line: token.line });
    this.advance();
  }

  body(): Pick<GoFile, "main" | "strings"> {
    const strings: Literal[] = [];
    let main: number | undefined;
    for (let before: Token | undefined; this.token; this.advance()) {
      const { kind, text, line } = this.token;
      if (kind === "string" && text.length <= LONGEST) strings.push({ text: unquote(text) ?? "", line });
      if (text === "main" && before?.text === "func") main ??= line;
      before = this.token;
    }
    return { main, strings };
  }

  private isAt(text: string): boolean {
    return this.token?.text === text;
  }

  /** Goes on to the next token that is no comment. */
  private advance(): Token | undefined {
    let next = this.tokens.next().value;
    for (; next?.kind === "comment"; next = this.tokens.next().value) this.comments.push(next);
    this.token = next;
    return next;
  }
}

/** The condition in the comments above the package. */
function conditionOf(header: readonly Token[], source: string): Pick<GoFile, "constraint" | "malformed"> {
  const found = header.find(({ text }) => /^\/\/go:build(?:\s|$)/.test(text));
  if (!found) return { constraint: parsePlusBuild(source), malformed: undefined };
  const constraint = parseConstraint(found.text.slice("//go:build".length));
  return { constraint, malformed: constraint ? undefined : { text: found.text.trim(), line: found.line } };
}

/**
 * Patterns with blanks between them, as they are or as Go strings. From a quote that begins no Go string, the rest of the line stays as it is:
 * no file that can be embedded has a quote in its name.
 * @see https://pkg.go.dev/embed
 */
function embedPatterns({ text, line }: Token): readonly Literal[] {
  const list = /^\/\/go:embed\s(.*)$/.exec(text.trim())?.[1] ?? "";
  return [...list.matchAll(/("(?:[^"\\]|\\.)*"|`[^`]*`)(?!\S)|[^\s"`]\S*|\S.*/g)].map(([word, quoted]) => ({
    text: (quoted && unquote(quoted)) ?? word,
    line,
  }));
}
