import { describe, expect, it } from "@jest/globals";
import type { FieldType, Finding } from "../../../lib/fields";
import {
  byCodeUnit,
  choice,
  either,
  flag,
  integer,
  list,
  Place,
  recordOf,
  text,
  unit,
  value,
} from "../../../lib/fields";
import { dnsLabel, envName } from "../../../lib/names";
import { Resources } from "../../../lib/resources";
import { Cpu, Duration, Size } from "../../../lib/units";

const name = text("a DNS label", dnsLabel, ["my-name"]);
const drain = unit(Duration, { name: "duration", min: Duration.of("5s"), max: Duration.of("1m") });
const cpu = unit(Cpu, { name: "amount of processor time" });
const memory = unit(Size, { name: "size", min: Size.of("32Mi") });
const resources = value("Resources.of(…)", Resources);
const env = recordOf(text("a name", envName, ["LOG"]), integer(0, 9), 2);
const some = list(integer(0, 9), 2, 1);
const countOrText = either((given) => typeof given === "number", integer(0, 9), name);

function read(type: FieldType<unknown>, given: unknown) {
  const place = new Place("x");
  const read = type.read(given, place);
  return { read, findings: place.findings };
}

describe("a field takes", () => {
  it.each<[what: string, type: FieldType<unknown>, given: unknown, result: unknown]>([
    ["a text under its rule", name, "my-name", "my-name"],
    ["the lower bound of an integer", integer(1, 3), 1, 1],
    ["the upper bound of an integer", integer(1, 3), 3, 3],
    ["false", flag, false, false],
    ["a word of a choice", choice("fast", "slow"), "slow", "slow"],
    ["a number of a choice", choice(0, 1), 0, 0],
    ["a time as text", drain, "20s", Duration.of("20s")],
    ["a time as a value", drain, Duration.of("5s"), Duration.of("5s")],
    ["the upper bound of a time", drain, "1m", Duration.of("1m")],
    ["any amount where there is no bound", cpu, "1m", Cpu.of("1m")],
    ["a value of a class of ours", resources, Resources.small, Resources.small],
    ["the longest list", some, [1, 2], [1, 2]],
    ["the largest record, in the order of its keys", env, { B: 1, A: 2 }, { A: 2, B: 1 }],
    ["one of two kinds", countOrText, "my-name", "my-name"],
    ["the other of two kinds", countOrText, 7, 7],
  ])("%s", (_, type, given, result) => {
    const { read: taken, findings } = read(type, given);
    expect(findings).toEqual([]);
    expect(JSON.stringify(taken)).toBe(JSON.stringify(result));
  });

  it("a list and a record, and gives them frozen", () => {
    expect(Object.isFrozen(read(some, [1]).read)).toBe(true);
    expect(Object.isFrozen(read(env, { A: 1 }).read)).toBe(true);
  });
});

describe("a field refuses", () => {
  it.each<
    [what: string, type: FieldType<unknown>, given: unknown, finding: Omit<Finding, "field"> & { field?: string }]
  >([
    [
      "a number in the place of a text, and quotes it",
      name,
      8080,
      { code: "wrong-type", got: "8080", allowed: "a string: a DNS label", fix: 'write "8080"' },
    ],
    [
      "a flag in the place of a text, and quotes it",
      name,
      true,
      { code: "wrong-type", got: "true", allowed: "a string: a DNS label", fix: 'write "true"' },
    ],
    [
      "a list in the place of a text",
      name,
      ["a"],
      {
        code: "wrong-type",
        got: '["a"]',
        allowed: "a string: a DNS label",
        fix: "pass a string: a DNS label",
      },
    ],
    [
      "a text against its rule",
      name,
      "My",
      {
        code: "name-grammar",
        got: '"My" with U+004D (M)',
        allowed: "a DNS label of at most 63 characters: a-z, 0-9 and -, a letter or digit at both ends",
        fix: 'use "my"',
      },
    ],
    [
      "an integer above the bound, and names the bound",
      integer(1, 3),
      4,
      { code: "out-of-range", got: "4", allowed: "a whole number from 1 to 3", fix: "set it to 3, for example" },
    ],
    [
      "an integer below the bound, and names the bound",
      integer(1, 3),
      0,
      { code: "out-of-range", got: "0", allowed: "a whole number from 1 to 3", fix: "set it to 1, for example" },
    ],
    [
      "a number with a fraction",
      integer(1, 3),
      1.5,
      { code: "out-of-range", got: "1.5", allowed: "a whole number from 1 to 3", fix: "set it to 1, for example" },
    ],
    [
      "a text in the place of an integer",
      integer(1, 3),
      "9",
      { code: "out-of-range", got: '"9"', allowed: "a whole number from 1 to 3", fix: "set it to 1, for example" },
    ],
    [
      "a word for a flag",
      flag,
      "yes",
      { code: "wrong-type", got: '"yes"', allowed: "true or false", fix: "pass true or false" },
    ],
    [
      "a slip in a choice",
      choice("fast", "slow"),
      "slwo",
      { code: "not-supported", got: '"slwo"', allowed: 'one of "fast", "slow"', fix: 'did you mean "slow"?' },
    ],
    [
      "the beginning of a word in a choice",
      choice("fast", "furious"),
      "fu",
      { code: "not-supported", got: '"fu"', allowed: 'one of "fast", "furious"', fix: 'did you mean "furious"?' },
    ],
    [
      "the empty text in a choice",
      choice("fast", "slow"),
      "",
      { code: "not-supported", got: '""', allowed: 'one of "fast", "slow"', fix: 'set it to "fast", for example' },
    ],
    [
      "a number in a choice of words",
      choice("fast", "slow"),
      1,
      { code: "not-supported", got: "1", allowed: 'one of "fast", "slow"', fix: 'set it to "fast", for example' },
    ],
    [
      "a time below the bound",
      drain,
      "4s",
      { code: "out-of-range", got: "4s", allowed: "at least 5s, at most 1m", fix: "set it to 5s" },
    ],
    [
      "a time above the bound",
      drain,
      "61s",
      { code: "out-of-range", got: "1m1s", allowed: "at least 5s, at most 1m", fix: "set it to 1m" },
    ],
    [
      "a size below the only bound",
      memory,
      "1Mi",
      { code: "out-of-range", got: "1Mi", allowed: "at least 32Mi", fix: "set it to 32Mi" },
    ],
    [
      "a bare number for a time",
      drain,
      5,
      { code: "wrong-type", got: "5", allowed: 'a duration such as "30s"', fix: 'pass a duration such as "30s"' },
    ],
    [
      "a bare number for a size",
      memory,
      5,
      { code: "wrong-type", got: "5", allowed: 'a size such as "512Mi"', fix: 'pass a size such as "512Mi"' },
    ],
    [
      "a bare number for processor time",
      cpu,
      5,
      {
        code: "wrong-type",
        got: "5",
        allowed: 'an amount of processor time such as "250m"',
        fix: 'pass an amount of processor time such as "250m"',
      },
    ],
    [
      "a value of another type",
      drain,
      Size.of("1Mi"),
      {
        code: "wrong-type",
        got: "a Size (1Mi)",
        allowed: 'a duration such as "30s"',
        fix: 'pass a duration such as "30s"',
      },
    ],
    [
      "a record that only looks like a value of ours",
      resources,
      { cpu: "1", memory: "1Gi" },
      {
        code: "wrong-type",
        got: '{"cpu":"1","memory":"1Gi"}',
        allowed: "Resources.of(…)",
        fix: "pass Resources.of(…)",
      },
    ],
    ["a record for a list", some, {}, { code: "wrong-type", got: "{}", allowed: "a list", fix: "pass a list" }],
    ["too short a list", some, [], { code: "too-few", got: "0 items", allowed: "at least 1", fix: "name one" }],
    ["too long a list", some, [1, 2, 3], { code: "too-many", got: "3 items", allowed: "at most 2", fix: "split it" }],
    [
      "too large a record",
      env,
      { A: 1, B: 2, C: 3 },
      { code: "too-many", got: "3 entries", allowed: "at most 2", fix: "split it" },
    ],
    [
      "a list for a record",
      env,
      [],
      { code: "wrong-type", got: "[]", allowed: "a plain object", fix: "pass a plain object" },
    ],
    [
      "an item of a list, at its place",
      some,
      [1, 10],
      {
        field: "x[1]",
        code: "out-of-range",
        got: "10",
        allowed: "a whole number from 0 to 9",
        fix: "set it to 9, for example",
      },
    ],
    [
      "an entry of a record, at its place",
      env,
      { A: 10 },
      {
        field: "x.A",
        code: "out-of-range",
        got: "10",
        allowed: "a whole number from 0 to 9",
        fix: "set it to 9, for example",
      },
    ],
    [
      "a key of a record, at its place",
      env,
      { "a.b": 1 },
      {
        field: 'x["a.b"]',
        code: "name-grammar",
        got: '"a.b" with U+002E (.)',
        allowed: "the name of an environment variable: A-Z, a-z, 0-9 and _, no digit first",
        fix: 'use "a_b"',
      },
    ],
  ])("%s", (_, type, given, finding) => {
    expect(read(type, given).findings).toEqual([{ field: "x", ...finding }]);
  });

  it("an entry that can't be read, once", () => {
    const given = {
      get A(): number {
        throw new RangeError("too deep");
      },
    };
    expect(read(env, given).findings).toMatchObject([{ field: "x.A", code: "unreadable" }]);
  });

  it("a text of a secret name without showing it", () => {
    const place = new Place("").member("apiToken");
    name.read(12345, place);
    expect(place.findings).toMatchObject([{ got: '"****"', fix: 'write "****"' }]);
  });
});

describe("the shape of a field", () => {
  it.each<[FieldType<unknown>, unknown]>([
    [name, { kind: "text", rule: "a DNS label", examples: ["my-name"] }],
    [integer(1, 3), { kind: "integer", min: 1, max: 3 }],
    [flag, { kind: "flag" }],
    [choice("a", "b"), { kind: "choice", values: ["a", "b"] }],
    [drain, { kind: "unit", unit: "duration", min: "5s", max: "1m" }],
    [cpu, { kind: "unit", unit: "amount of processor time" }],
    [resources, { kind: "value", names: ["Resources"] }],
    [list(flag), { kind: "list", of: { kind: "flag" }, min: 0, max: 1000 }],
    [
      recordOf(name, flag),
      {
        kind: "record",
        key: { kind: "text", rule: "a DNS label", examples: ["my-name"] },
        of: { kind: "flag" },
        max: 1000,
      },
    ],
    [countOrText, { kind: "either", of: [{ kind: "integer", min: 0, max: 9 }, name.shape] }],
  ])("says as data what it takes: %#", ({ shape }, data) => {
    expect(shape).toEqual(data);
  });
});

describe("byCodeUnit", () => {
  it("sorts as JavaScript does without a locale", () => {
    expect(["b", "a", "B", "ä", "a"].sort(byCodeUnit)).toEqual(["B", "a", "a", "b", "ä"]);
    expect(byCodeUnit("a", "a")).toBe(0);
  });
});
