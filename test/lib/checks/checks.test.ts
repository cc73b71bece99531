import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { FAULTS } from "./faults";
import type { Fault } from "./mutate";
import { changed, problemsOf, put } from "./mutate";
import { goodService } from "./sample";

describe("a program without a fault", () => {
  it("has no problem", () => {
    expect(problemsOf(goodService())).toEqual([]);
  });

  it("has no problem next to other good services", () => {
    expect(problemsOf([...goodService("cart"), ...goodService("orders")])).toEqual([]);
  });
});

describe("a fault", () => {
  it.each(FAULTS)("refuses $title", (fault) => {
    const found = problemsOf(changed(fault)).filter(
      ({ code, field }) => code === fault.code && field === fieldOf(fault),
    );
    expect(found).toContainEqual(expect.objectContaining({ path: pathOf(fault), source: "stacks/shop.ts:7" }));
    expect(found.map(({ fix }) => fix).join("\n")).toContain(fault.fix);
  });

  it.each(FAULTS)("says what stands there and what is allowed: $title", (fault) => {
    const texts = problemsOf(changed(fault)).flatMap(({ got, allowed, fix }) => [got, allowed, fix]);
    expect(texts.filter((text) => text === "" || /undefined|\[object|NaN/.test(text))).toEqual([]);
  });
});

describe("the order of the objects", () => {
  it("doesn't change what is found", () => {
    const anyFault = fc.constantFrom(...FAULTS);
    const shuffled = anyFault.chain((fault) => {
      const objects = changed(fault);
      return fc.tuple(fc.constant(objects), fc.shuffledSubarray(objects, { minLength: objects.length }));
    });
    fc.assert(fc.property(shuffled, ([given, moved]) => expect(sorted(moved)).toEqual(sorted(given))));
  });

  it("doesn't matter when a service is called something else", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{2,20}$/);
    fc.assert(fc.property(name, (other) => expect(problemsOf(goodService(other))).toEqual([])));
  });
});

describe("any manifest", () => {
  it("is read without an exception, whatever stands in a field", () => {
    const places = goodService().flatMap(({ manifest }, index) => pathsIn(manifest).map((field) => ({ index, field })));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), ({ index, field }, value) => {
        const objects = goodService();
        put(objects[index]!.manifest, field, value);
        expect(Array.isArray(problemsOf(objects))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

function pathsIn(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = Array.isArray(value) ? `${path}[${key}]` : `${path}["${key}"]`;
    return [place, ...pathsIn(inner, place)];
  });
}

function pathOf({ path, add, in: kind }: Fault): string {
  const twin = add?.at(-1);
  return path ?? (kind === undefined ? `prod/shop/${twin?.name}/${twin?.of}` : `prod/shop/storefront/${kind}`);
}

function fieldOf({ field, set }: Fault): string {
  return field ?? Object.keys(set ?? {})[0] ?? "";
}

function sorted(objects: Parameters<typeof problemsOf>[0]): string[] {
  return problemsOf(objects)
    .map((problem) => JSON.stringify(problem))
    .sort();
}
