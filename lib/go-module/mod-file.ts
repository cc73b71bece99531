import type { ModFault, ModLine, ModStatement } from "./mod-syntax";
import { parseModText } from "./mod-syntax";
import { readers } from "./mod-readers";
import type { ModFile, ModFileDraft } from "./mod-types";

export interface ModReading {
  readonly mod: ModFile;
  readonly faults: readonly ModFault[];
}

const IN_GO_MOD = [
  "module",
  "go",
  "toolchain",
  "godebug",
  "require",
  "exclude",
  "replace",
  "retract",
  "tool",
  "ignore",
];
const IN_GO_WORK = ["go", "toolchain", "godebug", "use", "replace"];
/** What counts in the go.mod of a module that another one needs; the rest may be of a future version of Go. */
const IN_DEPENDENCY = ["module", "go", "require"];
const WITHOUT_BLOCK = ["go", "toolchain"];

/** Reads the go.mod of a module that is built: every line counts. */
export function readGoMod(text: string): ModReading {
  return read(text, IN_GO_MOD, true);
}

/** Reads the go.mod of a module that stands in for another one. */
export function readDependency(text: string): ModReading {
  return read(text, IN_DEPENDENCY, false);
}

export function readGoWork(text: string): ModReading {
  return read(text, IN_GO_WORK, true);
}

function read(text: string, words: readonly string[], isStrict: boolean): ModReading {
  const mod: ModFileDraft = { requires: [], replaces: [], uses: [] };
  const { statements, fault } = parseModText(text);
  const faults = statements.flatMap((statement) => {
    const [word = "", ...rest] = statement.tokens;
    const isKnown = words.includes(word) && !(statement.block && (rest.length > 0 || WITHOUT_BLOCK.includes(word)));
    if (!isKnown) return isStrict ? [unknown(statement, words)] : [];
    const lines = statement.block ?? [{ ...statement, tokens: rest }];
    return lines.flatMap((line) => readLine(word, line, mod));
  });
  return { mod, faults: fault ? [...faults, fault] : faults };
}

function readLine(word: string, line: ModLine, mod: ModFileDraft): readonly ModFault[] {
  const allowed = readers[word]!(line, mod);
  return allowed === undefined ? [] : [{ line: line.line, got: [word, ...line.tokens].join(" "), allowed }];
}

function unknown({ tokens, line, block }: ModStatement, words: readonly string[]): ModFault {
  const got = block ? `${tokens.join(" ")} (` : tokens.join(" ");
  return { line, got, allowed: `a line that begins with ${words.join(", ")}, or a block of them` };
}
