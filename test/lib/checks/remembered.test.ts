import { describe, expect, it } from "@jest/globals";
import { remembered } from "../../../lib/checks/remembered";

describe("a function that remembers", () => {
  it("is asked once for each text", () => {
    const asked: string[] = [];
    const length = remembered((text) => asked.push(text) && text.length);
    expect(["a", "bc", "a", "bc"].map(length)).toEqual([1, 2, 1, 2]);
    expect(asked).toEqual(["a", "bc"]);
  });

  it("is asked once, though the answer was nothing", () => {
    let count = 0;
    const nothing = remembered(() => {
      count += 1;
      return undefined;
    });
    expect([nothing("a"), nothing("a"), count]).toEqual([undefined, undefined, 1]);
  });
});
