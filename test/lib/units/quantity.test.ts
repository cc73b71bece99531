import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint, refuse } from "../../../lib/errors";
import { formatQuantity, parseQuantity, type Quantity } from "../../../lib/units";

const NANO = 1_000_000_000n;

function read(text: string): Quantity {
  const quantity = parseQuantity(text);
  return isComplaint(quantity) ? refuse(quantity, read) : quantity;
}

function complaint(text: string) {
  const quantity = parseQuantity(text);
  return isComplaint(quantity) ? quantity : undefined;
}

describe("parseQuantity and formatQuantity", () => {
  /** The right-hand sides were printed by apimachinery 0.36.3, `CanonicalizeBytes`. */
  it.each([
    ["0", "0"],
    ["-0", "0"],
    ["1.5", "1500m"],
    ["1.5Gi", "1536Mi"],
    ["1Ki", "1Ki"],
    ["1024Mi", "1Gi"],
    ["1025Ki", "1025Ki"],
    ["1000Ki", "1000Ki"],
    ["0.5Ki", "512"],
    ["1.0001Ki", "1024102400u"],
    ["2048", "2048"],
    ["2000", "2k"],
    ["1000000M", "1T"],
    ["+.5", "500m"],
    ["-1.", "-1"],
    ["5E", "5E"],
    ["1e3", "1e3"],
    ["1e1", "10"],
    ["12e-4", "1200e-6"],
    ["100n", "100n"],
    ["3Ti", "3Ti"],
    ["1024Ti", "1Pi"],
    ["7G", "7G"],
    ["8P", "8P"],
    ["9223372036854775807", "9223372036854775807"],
    ["-7Ei", "-7Ei"],
  ])("prints %s as %s, as Kubernetes does", (text, canonical) => {
    expect(formatQuantity(read(text))).toBe(canonical);
  });

  it.each([
    ["", "quantity-grammar"],
    ["Mi", "quantity-grammar"],
    [".", "quantity-grammar"],
    ["1.5.5", "quantity-grammar"],
    ["1K", "quantity-grammar"],
    ["1e", "quantity-grammar"],
    ["1e1.5", "quantity-grammar"],
    ["1Mi\n", "quantity-grammar"],
    ["0.1n", "quantity-range"],
    ["8Ei", "quantity-range"],
    ["1e999", "quantity-range"],
  ])("refuses %j", (text, code) => {
    expect(complaint(text)?.code).toBe(code);
  });

  it.each([
    ["1.5GiB", "1536Mi"],
    ["1 Gi", "1Gi"],
    ["1e3Ki", "1000Ki"],
    ["64MB", "64M"],
    ["512mi", "512Mi"],
    ["1K", "1k"],
    ["1e10 ki", "9765625Mi"],
    ["1 byte", "1"],
    ["1 bytes", "1"],
    ["9223372036854775807 ", "9223372036854775807"],
    ["+1 Ki", "1Ki"],
    ["1e-3 k", "1"],
  ])("offers the spelling nearest to %s", (text, nearest) => {
    expect(complaint(text)?.fix).toBe(`write "${nearest}"`);
  });

  it.each(["-1 Gi", "0 Gi", "0.1 n", "8 Ei", "1 Kix", "x 1 Ki", "10 Eib"])("has nothing to offer for %s", (text) => {
    expect(complaint(text)?.fix).toBe('write it as in "512Mi" or "250m"');
  });

  it("reads what it prints as the same value", () => {
    const format = fc.constantFrom("binary" as const, "decimal" as const, "exponent" as const);
    const nanos = fc.bigInt(-(2n ** 63n - 1n) * NANO, (2n ** 63n - 1n) * NANO);
    fc.assert(
      fc.property(fc.record({ nanos, format }), (quantity) => read(formatQuantity(quantity)).nanos === quantity.nanos),
    );
  });

  it("prints what it printed once more without a change", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom("", "m", "k", "M", "Ki", "Mi", "Gi", "e3"), (number, suffix) => {
        const once = formatQuantity(read(`${number}${suffix}`));
        return formatQuantity(read(once)) === once;
      }),
    );
  });
});
