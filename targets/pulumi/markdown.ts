/** A text as code in a line: nothing in it is Markdown, a mention or a link. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  const fence = "`".repeat(longestRun(line) + 1);
  const gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** A text of several lines as code. */
export function codeBlock(text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A text that ends with what had no room in it. */
export class BoundedText {
  private text = "";
  private readonly left = new Map<string, number>();

  /** @param note what is said at the end about parts that were left out, by what they are */
  constructor(
    private readonly limit: number,
    private readonly note: (left: ReadonlyMap<string, number>) => string,
  ) {}

  /** Adds a part, or counts it. Once a part of a kind is left out, all that follow are. */
  add(what: string, part: string): void {
    if (!this.left.has(what) && this.text.length + part.length <= this.limit - NOTE) this.text += part;
    else this.left.set(what, (this.left.get(what) ?? 0) + 1);
  }

  toString(): string {
    return this.left.size > 0 ? this.text + this.note(this.left) : this.text;
  }
}

/** Room for the note. */
const NOTE = 300;
