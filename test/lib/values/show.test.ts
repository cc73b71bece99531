import { describe, expect, it } from "@jest/globals";
import { isPlain, show } from "../../../lib/show";
import { Size } from "../../../lib/units";

class Named {
  constructor(readonly value = 1) {}
}

class Told {
  toString(): string {
    return "postgres://shop:hunter2@db";
  }
}

const circular: Record<string, unknown> = {};
circular["self"] = circular;
const ring: unknown[] = [];
ring.push(ring);

describe("a value in a message", () => {
  it.each<[what: string, value: unknown, text: string]>([
    ["undefined", undefined, "nothing"],
    ["null", null, "null"],
    ["a text", 'say "hi"', '"say \\"hi\\""'],
    ["a number", 1.5, "1.5"],
    ["not a number", NaN, "NaN"],
    ["minus zero", -0, "0"],
    ["a flag", false, "false"],
    ["a bigint", 5n, "a bigint"],
    ["a symbol", Symbol("x"), "a symbol"],
    ["a function", () => 1, "a function"],
    ["a list", [1, "a", null], '[1,"a",null]'],
    ["a record", { a: { b: 1n } }, '{"a":{"b":"1"}}'],
    ["a record without a prototype", Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
    ["a value of ours", Size.of("1Mi"), "a Size (1Mi)"],
    ["an instance that says nothing", new Named(), "a Named"],
    ["an instance of no class", Object.create(Object.create(null) as object) as unknown, "a object"],
    ["a date", new Date(0), "a Date"],
    ["a pattern", /x/, "a RegExp"],
    ["an error", new RangeError("too deep"), "a RangeError"],
    ["an object in itself", circular, "an object that can't be shown"],
    ["a list in itself", ring, "a list that can't be shown"],
  ])("%s", (_, value, text) => {
    expect(show(value)).toBe(text);
  });

  it("is cut after 80 characters, never through a character of two units", () => {
    expect(show("a".repeat(78))).toBe(`"${"a".repeat(78)}"`);
    expect(show("a".repeat(79))).toBe(`"${"a".repeat(78)}…`);
    expect(show(`${"a".repeat(77)}😀b`)).toBe(`"${"a".repeat(77)}…`);
  });

  it("shows what nobody can see", () => {
    expect(show("pay\u200Bments\u202E")).toBe('"pay\\u{200b}ments\\u{202e}"');
  });

  it.each<[what: string, text: string]>([
    ["a secret by its look", show("postgres://shop:hunter2@db")],
    ["a secret by its name", show("hunter2", "config.DB_PASSWORD")],
    ["a number by its name", show(42, "secrets.pin")],
    ["a secret inside of a record", show({ apiToken: "hunter2" })],
    ["a secret inside of a text of a record", show({ url: "postgres://shop:hunter2@db" })],
    ["a variable of a container", show([{ name: "DB_PASSWORD", value: "hunter2" }])],
    ["a secret in the text of an instance", show(new Told())],
    ["a record of secrets", show({ pin: "hunter2" }, "secrets")],
  ])("hides %s", (_, text) => {
    expect(text).toContain("****");
    expect(text).not.toMatch(/hunter2|42/);
  });

  it("hides no flag, and nothing where there is nothing", () => {
    expect([show(true, "token"), show(null, "token"), show(undefined, "token")]).toEqual(["true", "null", "nothing"]);
    expect(show([{ name: "LOG", value: "info" }])).toBe('[{"name":"LOG","value":"info"}]');
    expect(show([{ name: "DB_PASSWORD", key: "url", as: "file" }])).toBe(
      '[{"name":"DB_PASSWORD","key":"url","as":"file"}]',
    );
    expect(show({ name: 5, value: 1 })).toBe('{"name":5,"value":1}');
  });
});

describe("a plain value", () => {
  it.each<[boolean, object]>([
    [true, {}],
    [true, []],
    [true, Object.create(null) as object],
    [false, new Date(0)],
    [false, new Named()],
    [false, new Map()],
  ])("%s: %#", (answer, value) => {
    expect(isPlain(value)).toBe(answer);
  });
});
