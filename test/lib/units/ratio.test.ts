import { describe, expect, it } from "@jest/globals";
import { floorTimes } from "../../../lib/units/ratio";

describe("floorTimes", () => {
  it.each([
    [100, 0.29, 29],
    [3, 1e3, 3000],
    [7, 1.5, 10],
    [5, 1e21, 5e21],
    [2_000_000, 1e-6, 2],
  ])("takes %d × %d as decimal numbers: %d", (whole, ratio, product) => {
    expect(floorTimes(whole, ratio)).toBe(product);
  });
});
