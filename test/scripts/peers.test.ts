import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { markedRefusals } from "../../scripts/peers/compiler";
import { gantryCodes } from "../../scripts/peers/gantry";
import { INPUTS } from "../../scripts/peers/inputs";
import { whatCame } from "../../scripts/peers/outcome";
import { cameText, row } from "../../scripts/peers/page";
import { synthesize } from "../../scripts/peers/plus";
import { inScratch } from "../../scripts/peers/scratch";
import { ROWS } from "../catalogue/rows";

const PAGE = readFileSync(join(__dirname, "../../docs/peers.md"), "utf8");
const LINES = PAGE.split("\n").filter((line) => /^\| \d+ \|/.test(line));
const COMPILED = markedRefusals();

function isMarked(no: number, input: string, tool: string): boolean {
  return COMPILED.some((one) => one.no === no && one.input === input && one.tool === tool);
}

/** The line of the table up to a cell that begins like this. */
function beginning(...cells: readonly string[]): string {
  return row(cells).replace(/ \|$/, "");
}

const TABLE = INPUTS.map((one, index) => {
  const codes = gantryCodes(one.gantry);
  const compiled = isMarked(one.no, one.input, "gantry") ? "; by the compiler too" : "";
  const left = [String(one.no), one.input, `refused: ${codes.join(", ")}${compiled}`];
  return { ...one, line: LINES[index] ?? "", left, codes };
});

describe("the table of peers", () => {
  it("has one row for each input", () => {
    expect(LINES).toHaveLength(INPUTS.length);
  });

  it("takes its inputs from the catalogue of bad input", () => {
    const refused = new Set(ROWS.filter((one) => "want" in one).map(({ no }) => no));
    expect(INPUTS.filter(({ no }) => !refused.has(no))).toEqual([]);
  });

  it.each(TABLE)("says what Gantry says of $no: $input", ({ line, left, codes }) => {
    expect(codes).not.toEqual([]);
    expect(line).toContain(row(left));
  });

  it.each(TABLE)("says what cdk8s-plus makes of $no: $input", async ({ line, left, ...input }) => {
    const { no, plus } = input;
    const cell = await inScratch(async (folder) => {
      if (isMarked(no, input.input, "plus")) return "refused by the compiler: ";
      const made = synthesize(plus, folder);
      return "refused" in made ? `refused: ${made.refused}` : `${cameText(whatCame(made.file, input))}; `;
    });
    expect(line).toContain(beginning(...left, cell));
  });
});
