import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint, ValidationError } from "../../../lib/errors";
import { Size } from "../../../lib/units";

function complaint(text: string) {
  const size = Size.tryOf(text);
  return isComplaint(size) ? size : undefined;
}

describe("Size", () => {
  it.each([
    [Size.of("512Mi"), 512 * 1024 ** 2, "512Mi"],
    [Size.of("1.5Gi"), 1536 * 1024 ** 2, "1536Mi"],
    [Size.bytes(1500), 1500, "1500"],
    [Size.bytes(2000), 2000, "2k"],
    [Size.kibibytes(1), 1024, "1Ki"],
    [Size.mebibytes(1024), 1024 ** 3, "1Gi"],
    [Size.gibibytes(0.5), 512 * 1024 ** 2, "512Mi"],
    [Size.decimal("64M"), 64_000_000, "62500Ki"],
  ])("%s holds %d bytes and prints %s", (size, bytes, text) => {
    expect([size.toBytes(), `${size}`]).toEqual([bytes, text]);
  });

  it.each([
    ["512m", "size-decimal-suffix", 'write "512Mi"'],
    ["64M", "size-decimal-suffix", 'write "64Mi", or Size.decimal("64M") to mean powers of ten'],
    ["1e3", "size-decimal-suffix", 'write it as in "512Mi"'],
    ["0", "size-range", 'write it as in "512Mi"'],
    ["-5Mi", "size-range", 'write it as in "512Mi"'],
    ["0.1Ki", "size-range", 'write it as in "512Mi"'],
    ["9Pi", "size-range", 'write it as in "512Mi"'],
    ["1 Gi", "quantity-grammar", 'write "1Gi"'],
  ])("refuses %s", (text, code, fix) => {
    expect(complaint(text)).toMatchObject({ code, fix });
  });

  it.each([
    ["of", () => Size.of("64M" as never)],
    ["decimal", () => Size.decimal("0.0001k")],
    ["mebibytes", () => Size.mebibytes(-1)],
    ["bytes", () => Size.bytes(1.5)],
    ["times", () => Size.bytes(1).times(0.5)],
    ["times by NaN", () => Size.bytes(1).times(NaN)],
    ["times by less than 0", () => Size.bytes(9).times(-1)],
    ["times by infinity", () => Size.bytes(9).times(Infinity)],
  ])("throws from %s at the line of the caller", (_, make) => {
    const stack = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return error instanceof ValidationError
          ? error.stack?.split("\n").find((line) => /^ +at /.test(line))
          : undefined;
      }
      return undefined;
    };
    expect(stack(make)).toContain("size.test.ts");
  });

  it("reads what it prints, unless that is a power of ten", () => {
    const bytes = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).filter((count) => count % 1000 !== 0);
    fc.assert(fc.property(bytes, (count) => Size.of(Size.bytes(count).toString() as never).toBytes() === count));
  });

  it("multiplies as rational numbers do, down to the whole byte", () => {
    const bytes = fc.integer({ min: 10_000, max: 2 ** 50 });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 9999 }), (count, tenThousandths) => {
        const exact = (BigInt(count) * BigInt(tenThousandths)) / 10_000n;
        expect(
          Size.bytes(count)
            .times(tenThousandths / 10_000)
            .toBytes(),
        ).toBe(Number(exact));
      }),
    );
  });

  it("orders by bytes", () => {
    expect(Size.of("1000Mi").isLessThan(Size.of("1Gi"))).toBe(true);
    expect(Size.of("1024Mi").compare(Size.of("1Gi"))).toBe(0);
    expect(Size.of("1Gi").isLessThan(Size.of("1024Mi"))).toBe(false);
  });

  it("turns up in JSON as its text", () => {
    expect(JSON.stringify({ memory: Size.of("512Mi") })).toBe('{"memory":"512Mi"}');
  });

  it("can't be changed", () => {
    expect(Object.isFrozen(Size.of("1Mi"))).toBe(true);
  });
});
