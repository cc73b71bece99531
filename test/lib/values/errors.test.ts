import { describe, expect, it } from "@jest/globals";
import { lineOf, siteOf } from "../../../lib/call-site";
import type { Problem } from "../../../lib/errors";
import { concealed, formatProblems, isComplaint, refuse, ValidationError } from "../../../lib/errors";
import { thrownBy } from "./thrown-by";

const PROBLEM: Problem = {
  path: "prod/shop/Storefront",
  field: "scaling.min",
  code: "out-of-range",
  got: "0",
  allowed: "1 or more",
  fix: "set it to 1",
};

describe("the text of an error", () => {
  it("has a paragraph for each problem, with the code in a column of its own", () => {
    const text = formatProblems([PROBLEM, { ...PROBLEM, field: "", source: "stacks/shop.ts:7" }]);
    expect(text.split("\n")).toEqual([
      "2 problems, nothing was written:",
      "",
      `  prod/shop/Storefront  scaling.min${" ".repeat(35)} [out-of-range]`,
      "    got 0, need 1 or more",
      "    fix: set it to 1",
      "",
      `  prod/shop/Storefront${" ".repeat(48)} [out-of-range]`,
      "    got 0, need 1 or more",
      "    fix: set it to 1",
      "    at stacks/shop.ts:7",
      "",
    ]);
  });

  it("counts one problem as one, and says what came of it", () => {
    expect(formatProblems([PROBLEM], "the old output stays")).toMatch(/^1 problem, the old output stays:\n/);
  });

  it("names the line once where there is no other place", () => {
    const text = formatProblems([{ ...PROBLEM, path: "", field: "", source: "stacks/shop.ts:7" }]);
    expect(text).toMatch(/^ {2}stacks\/shop\.ts:7 +\[out-of-range\]$/m);
    expect(text).not.toContain("    at ");
  });

  it("does not end with the code where no place is known", () => {
    expect(formatProblems([{ ...PROBLEM, path: "", field: "" }])).toContain(`\n${" ".repeat(70)} [out-of-range]\n`);
  });
});

describe("what a value refuses", () => {
  const complaint = { code: "out-of-range", got: "0", allowed: "1 or more", fix: "set it to 1" };

  it("is thrown at the line that asked for it, without a place in the tree", () => {
    const ask = () => refuse({ ...complaint, got: '"postgres://shop:hunter2@db"' }, ask);
    expect(thrownBy(() => ask())).toEqual({
      ...PROBLEM,
      path: "",
      field: "",
      got: '"postgres://shop:****@db"',
      source: expect.stringMatching(/errors\.test\.ts:\d+$/),
    });
  });

  it("is an error with a name and all of its problems", () => {
    const error = new ValidationError([PROBLEM]);
    expect([error.name, error.problems]).toEqual(["ValidationError", [PROBLEM]]);
    expect(error.message).toBe(formatProblems([PROBLEM]));
  });

  it("hides secrets in every text that people read", () => {
    const secret = "postgres://shop:hunter2@db";
    const shown = concealed({ code: "x", path: secret, field: secret, got: secret, allowed: secret, fix: secret });
    expect(JSON.stringify(shown)).not.toContain("hunter2");
    expect(shown).toMatchObject({ code: "x", path: "postgres://shop:****@db" });
  });

  it.each<[boolean, unknown]>([
    [true, complaint],
    [false, { ...complaint, code: undefined, got: "x" }.got],
    [false, null],
    [false, undefined],
    [false, { allowed: "x", fix: "x" }],
    [false, { code: "x", fix: "x" }],
    [false, { code: "x", allowed: "x" }],
    [false, Object.assign(() => 1, complaint)],
  ])("is told from a value: %s, %#", (answer, value) => {
    expect(isComplaint(value)).toBe(answer);
  });
});

describe("the line of a call", () => {
  it("is that of the nearest frame of the user", () => {
    expect(lineOf(siteOf(lineOf))).toBeUndefined();
    const call = () => siteOf(call);
    expect(lineOf(call())).toMatch(/errors\.test\.ts:\d+$/);
  });

  it.each([
    ["Error\n    at file:///app/stacks/shop.ts:7:3", "/app/stacks/shop.ts:7"],
    ["Error\n    at main (/app/stacks/shop.ts:7:3)", "/app/stacks/shop.ts:7"],
    ["Error\n    at f (node:internal/x:1:1)\n    at /app/a.ts:2:1", "/app/a.ts:2"],
    ["Error\n    at f (/app/node_modules/x/a.js:1:1)\n    at /app/a.ts:2:1", "/app/a.ts:2"],
    ["Error: at /app/message.ts:1:1\n    at /app/a.ts:12:34", "/app/a.ts:12"],
  ])("is read from a stack: %#", (stack, line) => {
    expect(lineOf({ stack })).toBe(line);
  });

  it.each([{}, { stack: "Error" }, { stack: "Error\n    at <anonymous>" }])("may not be known: %#", (site) => {
    expect(lineOf(site)).toBeUndefined();
  });
});
