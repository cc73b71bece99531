import { describe, expect, it } from "@jest/globals";
import { Size, valueOf } from "../../../lib/units";

describe("valueOf", () => {
  it("gives a value as it is, and reads text", () => {
    const size = Size.of("1Mi");
    expect(valueOf(Size, size, valueOf)).toBe(size);
    expect(valueOf(Size, "1Mi", valueOf)).toEqual(size);
  });

  it("throws what the type says of other text", () => {
    expect(() => valueOf(Size, "0", valueOf)).toThrow("a whole number of bytes above 0");
  });
});
