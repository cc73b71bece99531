import { describe, expect, it } from "@jest/globals";
import { Lazy } from "cdk8s";
import { k8s } from "cdk8s-plus-27";
import { Resolver } from "../../app/resolver";

class Point {
  constructor(readonly x: number) {}
}

const HOLE = [1];
HOLE[2] = 3;

const lazily = (produce: () => unknown): unknown => Lazy.any({ produce });

/** Resolves `{ field: value }`: the plain value, and what is wrong with it. */
function resolved(value: unknown) {
  const resolver = new Resolver();
  const { field } = resolver.record({ field: value });
  return { field, findings: resolver.findings.map((finding) => `${finding.code} ${finding.field}`) };
}

const nullPrototype = Object.assign(Object.create(null) as object, { b: 1, a: { c: "x" } });

describe("a value", () => {
  it.each<[string, unknown, unknown]>([
    ["text", "green", "green"],
    ["an empty text", "", ""],
    ["a number", 1.5, 1.5],
    ["the largest whole number", Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ["no", false, false],
    ["an empty list", [], []],
    ["an empty record", {}, {}],
    ["a record without a prototype", nullPrototype, { a: { c: "x" }, b: 1 }],
    ["a record with an absent field", { a: undefined, b: 1 }, { b: 1 }],
    ["a lazy value", Lazy.any({ produce: () => ({ a: 1 }) }), { a: 1 }],
    ["a lazy value of a lazy value", lazily(() => lazily(() => 1)), 1],
    ["a lazy value that is absent", Lazy.any({ produce: () => undefined }), undefined],
    [
      "an implicit token",
      new (class {
        resolve = () => ["a"];
      })(),
      ["a"],
    ],
    ["a number or text of generated classes", k8s.IntOrString.fromString("10%"), "10%"],
    ["a number of generated classes", k8s.IntOrString.fromNumber(8080), 8080],
    ["a quantity of generated classes", k8s.Quantity.fromString("1Gi"), "1Gi"],
    [
      "one object at two places",
      [nullPrototype, nullPrototype],
      [
        { a: { c: "x" }, b: 1 },
        { a: { c: "x" }, b: 1 },
      ],
    ],
    ["text beyond the first plane", "🚀", "🚀"],
  ])("becomes plain JSON: %s", (_, value, expected) => {
    expect(resolved(value)).toEqual({ field: expected, findings: [] });
  });

  const cyclic: Record<string, unknown> = { name: "x" };
  cyclic["self"] = cyclic;
  cyclic["again"] = [cyclic];
  const lazy: unknown = Lazy.any({ produce: () => lazy });
  const deep = Array.from({ length: 300 }).reduce((inner) => ({ inner }), {});

  it.each<[string, unknown, string[]]>([
    ["null", null, ["null-value field"]],
    ["not a number", NaN, ["not-a-number field"]],
    ["infinity", -Infinity, ["not-a-number field"]],
    ["a whole number that readers round", 2 ** 53 + 2, ["not-a-number field"]],
    ["a number with an exponent", 1e21, ["not-a-number field"]],
    ["a large integer type", 1n, ["not-serialisable field"]],
    ["a function", () => 1, ["not-serialisable field"]],
    ["a symbol", Symbol("x"), ["not-serialisable field"]],
    ["a date", new Date(0), ["not-serialisable field"]],
    ["a map", new Map([["a", 1]]), ["not-serialisable field"]],
    ["a set", new Set([1]), ["not-serialisable field"]],
    ["an instance of a class", new Point(1), ["not-serialisable field"]],
    ["an instance without a constructor", Object.create(Object.create(null) as object), ["not-serialisable field"]],
    ["bytes", new Uint8Array(2), ["not-serialisable field"]],
    ["a Promise", Promise.resolve(1), ["unresolved-value field"]],
    [
      "an Output of Pulumi",
      new (class {
        apply = () => 1;
      })(),
      ["unresolved-value field"],
    ],
    ["half a character", "a\ud83d", ["not-unicode field"]],
    ["a list with a hole", HOLE, ["undefined-item field[1]"]],
    ["a list with nothing in it", { a: [undefined] }, ["undefined-item field.a[0]"]],
    ["a value deep inside", { "a.b": [{ c: NaN }] }, ['not-a-number field["a.b"][0].c']],
    ["an object in itself", cyclic, ["cycle field.again[0]", "cycle field.self"]],
    ["a lazy value of itself", lazy, ["cycle field"]],
    ["three hundred levels", deep, [`too-deep field${".inner".repeat(200)}`]],
    ["two mistakes", { a: NaN, b: null }, ["not-a-number field.a", "null-value field.b"]],
  ])("is refused with its field: %s", (_, value, expected) => {
    expect(resolved(value).findings).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ["a getter", Object.defineProperty({}, "x", { enumerable: true, get: () => JSON.parse("{") as unknown })],
    ["a lazy value", { x: lazily(() => JSON.parse("{")) }],
    [
      "an implicit token",
      {
        x: new (class {
          resolve = () => JSON.parse("{") as unknown;
        })(),
      },
    ],
  ])("is refused with its field when it throws: %s", (_, value) => {
    expect(resolved(value)).toEqual({ field: {}, findings: ["unreadable field.x"] });
  });

  it("is not walked again and again when an object contains itself at many places", () => {
    const knot: Record<string, unknown> = {};
    for (let index = 0; index < 50; index++) knot[`k${index}`] = knot;
    expect(resolved(knot).findings).toHaveLength(50);
  });
});

describe("a record", () => {
  it("has its keys in an order that no locale and no declaration changes", () => {
    expect(JSON.stringify(resolved({ b: 1, Z: 2, ä: 3, a: 4 }).field)).toBe('{"Z":2,"a":4,"b":1,"ä":3}');
  });

  it("keeps keys that JavaScript knows too", () => {
    const value = JSON.parse('{"__proto__": {"a": 1}, "constructor": "x", "toString": "y"}') as object;
    const { field, findings } = resolved(value);
    expect([JSON.stringify(field), findings]).toEqual(['{"__proto__":{"a":1},"constructor":"x","toString":"y"}', []]);
    expect(Object.getPrototypeOf(field)).toBe(Object.prototype);
  });

  it("is left as it was", () => {
    const value = Object.freeze({ b: Object.freeze([Object.freeze({ d: 1, c: 2 })]), a: 1 });
    resolved(value);
    expect(JSON.stringify(value)).toBe('{"b":[{"d":1,"c":2}],"a":1}');
  });
});
