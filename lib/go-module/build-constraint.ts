/** Whether a file belongs to a build, asked with the tags that hold there. */
export type Constraint = (holds: (tag: string) => boolean) => boolean;

/**
 * The condition in a `//go:build` comment; nothing when it is malformed.
 * @see https://pkg.go.dev/cmd/go#hdr-Build_constraints
 */
export function parseConstraint(text: string): Constraint | undefined {
  const words = text.match(/\|\||&&|[\p{L}\p{Nd}_.]+|\S/gu) ?? [];
  const parser = new Parser(words);
  const constraint = parser.or();
  return parser.isDone ? constraint : undefined;
}

class Parser {
  private at = 0;
  private isSound = true;

  constructor(private readonly words: readonly string[]) {}

  get isDone(): boolean {
    return this.isSound && this.at === this.words.length;
  }

  or(): Constraint {
    const left = this.and();
    if (!this.take("||")) return left;
    const right = this.or();
    return (holds) => left(holds) || right(holds);
  }

  private and(): Constraint {
    const left = this.not();
    if (!this.take("&&")) return left;
    const right = this.and();
    return (holds) => left(holds) && right(holds);
  }

  private not(): Constraint {
    if (!this.take("!")) return this.atom();
    const inner = this.atom();
    return (holds) => !inner(holds);
  }

  private atom(): Constraint {
    if (this.take("(")) {
      const inner = this.or();
      this.isSound &&= this.take(")");
      return inner;
    }
    const tag = this.words[this.at++] ?? "";
    this.isSound &&= /^[\p{L}\p{Nd}_.]+$/u.test(tag);
    return (holds) => holds(tag);
  }

  private take(word: string): boolean {
    const isNext = this.words[this.at] === word;
    if (isNext) this.at++;
    return isNext;
  }
}

/**
 * The condition in `// +build` lines, which count where there is no `//go:build`: comments at the top, with a blank line after them. Lines hold
 * together, words on a line are alternatives, and parts of a word with commas hold together.
 */
export function parsePlusBuild(source: string): Constraint | undefined {
  const lines = source.split("\n", MOST_LINES).map((line) => line.trim());
  const code = lines.findIndex((line) => line !== "" && !line.startsWith("//"));
  const blank = lines.lastIndexOf("", code < 0 ? lines.length : code);
  const rules = lines.slice(0, Math.max(blank, 0)).flatMap((line) => /^\/\/\s*\+build\s(.*)$/.exec(line)?.[1] ?? []);
  if (rules.length === 0) return undefined;
  return (holds) =>
    rules.every((rule) =>
      rule
        .trim()
        .split(/\s+/)
        .some((word) => word.split(",").every((tag) => (tag.startsWith("!") ? !holds(tag.slice(1)) : holds(tag)))),
    );
}

/** Such lines stand above the package, and below no more than a licence. */
const MOST_LINES = 1000;
