import { describe, expect, it } from "@jest/globals";
import type { Json } from "../../../lib/rendered";
import { toYaml } from "../../../lib/render/yaml";
import { thrownBy } from "../values/thrown-by";

function nest(levels: number): Json {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

describe("what YAML can't carry is refused", () => {
  it.each<[value: unknown, said: object]>([
    [
      1e300,
      {
        code: "number-not-exact",
        got: "1e+300",
        allowed: "a finite number, exact up to 9007199254740991",
        fix: "write it as text",
      },
    ],
    [
      nest(1001),
      {
        code: "nested-too-deep",
        got: "more than 1000 levels",
        allowed: "at most 1000 levels",
        fix: "look for an object that contains itself",
      },
    ],
    [
      "\ud800",
      {
        code: "text-not-unicode",
        got: '"\\ud800"',
        allowed: "valid Unicode: every surrogate with its partner",
        fix: "encode binary data as base64",
      },
    ],
    [
      new Date(0),
      {
        code: "value-not-json",
        got: "a Date",
        allowed: "plain JSON: text, numbers, booleans, null, lists and maps",
        fix: "convert it before it is rendered",
      },
    ],
  ])("with what to do about it: %#", (value, said) => {
    expect(thrownBy(() => toYaml(value as Json))).toMatchObject(said);
  });
});

describe("a text", () => {
  it.each(["yesterday", "my-no", "nothing", "trueish", "a null", "easy", "e5f", "shop one", "on-call", "--app"])(
    "that no parser mistakes stands without quotes: %s",
    (text) => {
      expect(toYaml(text)).toBe(`${text}\n`);
    },
  );

  it.each(["e5", "E1", "e+5", "e-1", "-yes", "--no", "a ", "a: b", "a:", "a #b"])(
    "that a parser could mistake stands in quotes: %j",
    (text) => {
      expect(toYaml(text)).toBe(`${JSON.stringify(text)}\n`);
    },
  );

  it("hides none of its invisible characters, however many there are", () => {
    expect(toYaml("a\u200bb\u200bc")).toBe('"a\\u200bb\\u200bc"\n');
  });

  it("is a key of one line up to 1,000 characters", () => {
    expect(toYaml({ ["k".repeat(1000)]: 1 })).toBe(`${"k".repeat(1000)}: 1\n`);
    expect(toYaml({ ["k".repeat(1001)]: 1 })).toBe(`? ${"k".repeat(1001)}\n: 1\n`);
  });

  it("is written alike when it comes again, short or long", () => {
    const text = "a: ".repeat(40);
    expect(toYaml([text, text, "yes", "yes"])).toBe(`- "${text}"\n- "${text}"\n- "yes"\n- "yes"\n`);
  });
});
