import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { didYouMean } from "../../../lib/fields";

describe("didYouMean", () => {
  it.each([
    ["scalling", "scaling"],
    ["SCALING", "scaling"],
    ["scalign", "scaling"],
    ["caling", "scaling"],
    ["imgae", "image"],
    ["mage", "image"],
    ["pots", "ports"],
  ])("takes %s for %s", (word, meant) => {
    expect(didYouMean(word, ["image", "scaling", "ports"])).toBe(meant);
  });

  it.each(["", "x", "banana", "scaffold", "imxyz"])("takes %j for nothing", (word) => {
    expect(didYouMean(word, ["image", "scaling", "ports"])).toBeUndefined();
  });

  it.each([
    ["abc", "axc", "axy"],
    ["abcd", "abxy", "axyz"],
    ["abcdef", "abxyef", "abxyzf"],
  ])("lets a third of the letters of %s differ: %s is near, %s is not", (word, near, far) => {
    expect(didYouMean(word, [near])).toBe(near);
    expect(didYouMean(word, [far])).toBeUndefined();
  });

  it("prefers the nearest, and the first of equals", () => {
    expect(didYouMean("name", ["nane", "name", "nama"])).toBe("name");
    expect(didYouMean("name", ["nane", "nama"])).toBe("nane");
  });

  it("finds any word with one letter left out, changed or doubled", () => {
    const slips = fc.tuple(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(3), fc.constantFrom("drop", "change", "double"));
    fc.assert(
      fc.property(slips, ([word, at, slip]) => {
        const middle = { drop: "", change: "-", double: word.charAt(at).repeat(2) }[slip];
        expect(didYouMean(word.slice(0, at) + middle + word.slice(at + 1), [word])).toBe(word);
      }),
    );
  });
});
