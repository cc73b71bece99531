import { describe, expect, it } from "@jest/globals";
import type { FieldTable, FieldType, Finding } from "../../../lib/fields";
import { choice, flag, group, integer, Place, readFields } from "../../../lib/fields";

interface Props {
  readonly min: number;
  readonly mode?: "fast" | "slow";
  readonly scaling?: { readonly min?: number };
  readonly calls?: number;
}

const TABLE: FieldTable<Props> = {
  min: { type: integer(1, 10), doc: "the fewest", required: true },
  mode: { type: choice("fast", "slow"), doc: "how", default: "fast" },
  scaling: { type: group({ min: { type: integer(1, 10), doc: "the fewest", default: 2 } }), doc: "pods", default: {} },
  calls: { type: integer(0, 9), doc: "how often" },
};

const read = (props: unknown) => readFields<Props>(props, TABLE);
const found = (props: unknown) => read(props).findings;

describe("readFields", () => {
  it("fills in every default, in nested records too", () => {
    expect({ ...read({ min: 3 }).values }).toEqual({ min: 3, mode: "fast", scaling: { min: 2 }, calls: undefined });
  });

  it("takes what is given before a default", () => {
    expect(read({ min: 3, mode: "slow", scaling: { min: 4 } }).values).toMatchObject({
      mode: "slow",
      scaling: { min: 4 },
    });
  });

  it("takes undefined for left out", () => {
    expect(read({ min: 3, mode: undefined }).values.mode).toBe("fast");
  });

  it("does not read what a prototype holds", () => {
    expect(found(Object.create({ min: 3 }))).toMatchObject([{ code: "wrong-type" }]);
  });

  it("gives a frozen record", () => {
    expect(Object.isFrozen(read({ min: 3 }).values)).toBe(true);
  });

  it("finds everything at once, each at its field", () => {
    const fields = found({ mode: "x", scaling: { min: 0, mox: 1 } }).map(({ field, code }) => [field, code]);
    expect(fields).toEqual([
      ["min", "required"],
      ["mode", "not-supported"],
      ["scaling.mox", "unknown-prop"],
      ["scaling.min", "out-of-range"],
    ]);
  });

  it.each<[what: string, props: unknown, finding: Finding]>([
    ["a missing prop", {}, { field: "min", code: "required", got: "nothing", allowed: "the fewest", fix: "set min" }],
    [
      "a prop of another name",
      { min: 1, scalling: 1 },
      {
        field: "scalling",
        code: "unknown-prop",
        got: 'the prop "scalling"',
        allowed: "one of min, mode, scaling, calls",
        fix: "did you mean scaling?",
      },
    ],
    [
      "a prop that is like none",
      { min: 1, banana: 1 },
      {
        field: "banana",
        code: "unknown-prop",
        got: 'the prop "banana"',
        allowed: "one of min, mode, scaling, calls",
        fix: "remove it",
      },
    ],
    [
      "a list instead of props",
      [],
      { field: "", code: "wrong-type", got: "[]", allowed: "a plain object", fix: "pass a plain object" },
    ],
    [
      "nothing instead of a nested record",
      { min: 1, scaling: null },
      { field: "scaling", code: "wrong-type", got: "null", allowed: "a plain object", fix: "pass a plain object" },
    ],
    [
      "a text instead of a nested record",
      { min: 1, scaling: "max" },
      { field: "scaling", code: "wrong-type", got: '"max"', allowed: "a plain object", fix: "pass a plain object" },
    ],
    [
      "a Promise, which synthesis does not wait for",
      { min: 1, scaling: Promise.resolve({}) },
      {
        field: "scaling",
        code: "unresolved-value",
        got: "a Promise",
        allowed: "a value that is known when the program runs: synthesis does not wait",
        fix: "await it before the construct is made",
      },
    ],
    [
      "a getter that throws",
      {
        get min() {
          return JSON.parse("{") as number;
        },
      },
      {
        field: "min",
        code: "unreadable",
        got: expect.stringMatching(/^a getter that throws "SyntaxError: /) as unknown as string,
        allowed: "a value",
        fix: "read the value before you pass it",
      },
    ],
  ])("says what is wrong with %s", (_, props, finding) => {
    expect(found(props)).toEqual([finding]);
  });

  it.each([
    ["replicas", "scaling"],
    ["autoscaling", "scaling"],
    ["hpa", "scaling"],
    ["env", "config"],
    ["environment", "config"],
    ["limits", "memory"],
    ["requests", "cpu"],
    ["port", "ports"],
    ["ingress", "expose"],
    ["route", "expose"],
    ["routes", "expose"],
    ["probes", "health"],
    ["serviceAccount", "account"],
    ["initContainers", "init"],
    ["volumeMounts", "volumes"],
    ["cron", "schedule"],
  ])("knows the word %s of other tools for our %s", (theirs, ours) => {
    const field = { type: flag as FieldType<unknown>, doc: "" };
    const fix = (name: string, fields: object) => readFields({ [name]: 1 }, fields).findings[0]?.fix;
    expect(fix(theirs, { [ours]: field, other: field })).toBe(`did you mean ${ours}?`);
    expect(fix(theirs, { nothingOfTheKind: field })).toBe("remove it");
    expect(fix(`${theirs}x`, { [ours]: field })).toBe(`did you mean ${ours}?`);
  });

  it("takes our own name before the same word of another tool", () => {
    const field = { type: flag as FieldType<unknown>, doc: "" };
    const { findings } = readFields({ porrt: 1 }, { port: field, ports: field });
    expect(findings[0]?.fix).toBe("did you mean port?");
  });
});

describe("a place", () => {
  it.each([
    [new Place("").member("scaling").member("min"), "scaling.min"],
    [new Place("").member("init").member("my-step").member("image"), 'init["my-step"].image'],
    [new Place("").member("my-step"), '["my-step"]'],
    [new Place("").member("args").item(0), "args[0]"],
    [new Place("").member("_x1"), "_x1"],
    [new Place("a").member("1x"), 'a["1x"]'],
  ])("is written as in TypeScript: %#", ({ field }, written) => {
    expect(field).toBe(written);
  });
});
