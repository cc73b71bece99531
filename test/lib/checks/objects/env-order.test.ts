import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const ENV = "spec.template.spec.containers[0].env";

/** Variables A, B, C … with these values, and what is said of them. */
function toldOf(...values: readonly unknown[]) {
  const env = values.map((value, index) => ({ name: String.fromCharCode(65 + index), value }));
  return told({ in: "Deployment", set: { [ENV]: env } });
}

const ALLOWED = "variables before it: others are left as they are written";

describe("a variable that names one after it", () => {
  it("is told where that one stands, and both ways out", () => {
    expect(toldOf("x", "a-$(C)", "y")).toEqual([
      [
        "env-order",
        `${ENV}[1].value`,
        `$(C), set at ${ENV}[2]`,
        ALLOWED,
        "move C before B, or write $$(C) where the text itself is meant",
      ],
    ]);
  });

  it("is told by its whole name", () => {
    const env = [
      { name: "URL", value: "http://$(SHOP_HOST)/" },
      { name: "SHOP_HOST", value: "a" },
    ];
    expect(told({ in: "Deployment", set: { [ENV]: env } }).map(([, , got]) => got)).toEqual([
      `$(SHOP_HOST), set at ${ENV}[1]`,
    ]);
  });

  it("is told of the first of several", () => {
    expect(toldOf("$(D)$(B)$(C)", "x", "y", "z").map(([, , got]) => got)).toEqual([`$(D), set at ${ENV}[3]`]);
  });
});

describe("variables in a circle", () => {
  it.each([
    ["one that names itself", ["$(A)"], ["A → A"]],
    ["two", ["$(B)", "$(A)"], ["A → B → A"]],
    ["three, past others", ["$(D)$(E)", "x", "$(A)", "$(C)", "$(B)"], ["A → D → C → A"]],
    ["three, with a dead end", ["$(B)$(C)", "$(D)", "$(A)", "$(E)", "x"], ["A → C → A"]],
  ])("are told the way round: %s", (_, values, circles) => {
    const fixes = toldOf(...values).map(([, , , , fix]) => fix);
    expect(fixes.filter((fix) => fix.startsWith("break"))).toEqual(circles.map((way) => `break the circle ${way}`));
  });

  it("that a variable only leads to are not its own", () => {
    expect(toldOf("$(B)", "$(C)", "$(B)").map(([, field, , , fix]) => [field, fix])).toEqual([
      [`${ENV}[0].value`, "move B before A, or write $$(B) where the text itself is meant"],
      [`${ENV}[1].value`, "break the circle B → C → B"],
    ]);
  });
});

describe("a variable", () => {
  it.each([
    ["one before it", ["x", "$(A)"]],
    ["one before it, twice", ["x", "$(A)$(A)"]],
    ["one that is not there", ["$(GONE)", "x"]],
    ["none: the dollar is doubled", ["$$(B)", "x"]],
    ["none: there is no name", ["$()", "x"]],
    ["none: the bracket stays open", ["$(B", "x"]],
  ])("may name %s", (_, values) => {
    expect(toldOf(...values)).toEqual([]);
  });

  it("is named after a doubled dollar all the same", () => {
    expect(toldOf("$$$(B)", "x").map(([code]) => code)).toEqual(["env-order"]);
  });
});
