import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A block of code in a document, in the order of the document. */
export interface Fence {
  readonly language: string;
  /** The name in a first line `// file: name`. */
  readonly file: string | undefined;
  readonly text: string;
}

export const ROOT = join(__dirname, "../..");

const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** The blocks of code of a document. */
export function fences(document: string): Fence[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(BLOCK)].map(([, language = "", body = ""]) => ({
    language,
    file: /^\/\/ file: (\S+)\n/.exec(body)?.[1],
    text: body,
  }));
}

/** What a document prints in a block and what is really printed, to be compared. With UPDATE_GOLDEN=1 the document is put right instead. */
export function printed(document: string, index: number, actual: string): { expected: string; actual: string } {
  if (process.env["UPDATE_GOLDEN"] === "1") replaceBlock(document, index, actual);
  return { expected: fences(document)[index]!.text.trim(), actual: actual.trim() };
}

function replaceBlock(document: string, index: number, body: string): void {
  const path = join(ROOT, document);
  let seen = 0;
  const text = readFileSync(path, "utf8").replace(BLOCK, (block: string, language: string) =>
    seen++ === index ? `\`\`\`${language}\n${body.trim()}\n\`\`\`` : block,
  );
  writeFileSync(path, text);
}
