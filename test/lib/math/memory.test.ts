import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { goMemoryLimit, goMemoryText, MEMORY_FLOOR } from "../../../lib/math/memory";
import { Size } from "../../../lib/units";

describe("goMemoryLimit", () => {
  it.each([
    ["512Mi", "460Mi"],
    ["32Mi", "28Mi"],
    ["1Gi", "921Mi"],
    ["10Gi", "9Gi"],
    ["2Mi", "1Mi"],
    ["1000Ki", "900Ki"],
  ] as const)("leaves a tenth of %s: %s", (limit, soft) => {
    expect(`${goMemoryLimit(Size.of(limit))}`).toBe(soft);
  });

  it("is at most 90 % of the limit, and less than one MiB below that", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        const exact = BigInt(bytes) * 9n;
        const soft = BigInt(goMemoryLimit(Size.bytes(bytes)).toBytes()) * 10n;
        expect(soft <= exact && soft > exact - 10n * 2n ** 20n).toBe(true);
      }),
    );
  });

  it("is whole MiB from 1 MiB on", () => {
    fc.assert(
      fc.property(fc.integer({ min: MEMORY_FLOOR.toBytes(), max: 2 ** 45 }), (bytes) => {
        expect(goMemoryLimit(Size.bytes(bytes)).toBytes() % 2 ** 20).toBe(0);
      }),
    );
  });
});

describe("goMemoryText", () => {
  it.each([
    [Size.of("460Mi"), "460MiB"],
    [Size.of("1Gi"), "1GiB"],
    [Size.of("1.5Gi"), "1536MiB"],
    [Size.of("2Pi"), "2048TiB"],
    [Size.of("3Ki"), "3KiB"],
    [Size.bytes(1500), "1500B"],
  ])("writes %s as %s", (size, text) => {
    expect(goMemoryText(size)).toBe(text);
  });
});
