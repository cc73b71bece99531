import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import type { Elsewhere, Kept, Refused } from "./row";
import { problemsOf } from "./row";
import { ROWS } from "./rows";
import { page } from "./table";

const ENTRIES = 155;
const PAGE = join(__dirname, "../../docs/bad-input.md");
const REFUSED = ROWS.filter((row): row is Refused => "want" in row);
const KEPT = ROWS.filter((row): row is Kept => "becomes" in row);
const ELSEWHERE = ROWS.filter((row): row is Elsewhere => "belongsTo" in row);

if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(PAGE, page(ROWS));

afterAll(() => {
  const numbers = (rows: readonly { readonly no: number }[]) => new Set(rows.map(({ no }) => no));
  const tried = numbers([...REFUSED, ...KEPT]);
  const left = [...numbers(ELSEWHERE)].filter((no) => !tried.has(no));
  console.log(
    `catalogue: ${tried.size} of ${ENTRIES} entries tried in ${REFUSED.length + KEPT.length} rows (${REFUSED.length} errors, ` +
      `${KEPT.length} normal forms), ${left.length} belong to what is not there yet: ${left.join(", ")}`,
  );
});

describe("the catalogue", () => {
  it("has every entry, in order", () => {
    const numbers = ROWS.map(({ no }) => no);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect([...new Set(numbers)]).toEqual(Array.from({ length: ENTRIES }, (_, index) => index + 1));
  });

  it("has one row for each input", () => {
    const inputs = ROWS.map(({ no, input }) => `${no} ${input}`);
    expect(inputs.filter((input, index) => inputs.indexOf(input) !== index)).toEqual([]);
  });

  it("is what docs/bad-input.md says; UPDATE_GOLDEN=1 writes it anew", () => {
    expect(readFileSync(PAGE, "utf8")).toBe(page(ROWS));
  });
});

describe("a bad input is refused", () => {
  it.each(REFUSED)("$no: $input", (row) => {
    const [code, field, allowed, fix, path = "prod/shop/Bad"] = row.want;
    expect(problemsOf(row)).toContainEqual(
      expect.objectContaining({
        code,
        field,
        path,
        got: expect.stringMatching(/./),
        allowed: expect.stringContaining(allowed),
        fix: expect.stringContaining(fix),
      }),
    );
  });
});

describe("an odd input has one form", () => {
  it.each(KEPT)(
    "$no: $input",
    ({ make, becomes }) => {
      expect(make()).toEqual(becomes);
    },
    180_000,
  );
});
