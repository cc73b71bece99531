import { describe, expect, it } from "@jest/globals";
import { choices, distinct } from "../../../lib/checks/choices";

/** So many names that begin alike and have nothing else in common with a short one. */
const crowd = (start: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${start}-long-and-nothing-like-it-${String(index).padStart(3, "0")}`);

describe("the names that there are", () => {
  it.each<[names: string[], text: string]>([
    [[], "there is none"],
    [["cart"], "there is: cart"],
    [["cart", "shop"], "there are: cart, shop"],
    [[..."abcdefgh"], "there are: a, b, c, d, e, f, g, h"],
    [[..."abcdefghi"], "there are: a, b, c, d, e, f, g, h and 1 more"],
    [[..."abcdefghijk"], "there are: a, b, c, d, e, f, g, h and 3 more"],
  ])("of %j are listed up to the eighth", (names, text) => {
    expect(choices("nothing-like-it", names)).toBe(text);
  });

  it("are each listed once, sorted", () => {
    expect(distinct(["b", "a", "b"])).toEqual(["a", "b"]);
  });
});

describe("the name that could have been meant", () => {
  it("is asked for before the names are listed", () => {
    expect(choices("oders", ["cart", "orders"])).toBe('did you mean "orders"? there are: cart, orders');
  });

  it.each([
    [40, 'did you mean "orders"? there are: '],
    [41, "there are: "],
  ])("is looked for among all of %d names only when there are few", (count, start) => {
    const names = distinct(["orders", ...crowd("z", count - 1)]);
    expect(choices("zrders", names)).toMatch(new RegExp(`^${start.replace("?", "\\?")}`));
  });

  it.each<[wanted: string, meant: string, between: string, count: number, isFound: boolean]>([
    ["ordesr", "orders", "orders0", 19, true],
    ["ordesr", "orders", "orders0", 20, false],
    ["odrers", "orders", "odrers0", 19, true],
    ["odrers", "orders", "odrers0", 20, false],
  ])(
    "of %s among many is %s, unless too many names beginning with %s are between: %d",
    (wanted, meant, start, count, isFound) => {
      const names = distinct([meant, ...crowd(start, count), ...crowd("a", 60), ...crowd("z", 60)]);
      expect(choices(wanted, names).startsWith(`did you mean "${meant}"? `)).toBe(isFound);
    },
  );

  it.each([0, 3, 50, 97, 99])("is found wherever it stands among a hundred: %d", (place) => {
    const names = Array.from({ length: 100 }, (_, index) => `${index < 10 ? "0" : ""}${index}-service`);
    const meant = names[place]!;
    expect(choices(`${meant}s`, names)).toContain(`did you mean "${meant}"?`);
  });
});
