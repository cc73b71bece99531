import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Complaint } from "../../../lib/errors";
import { isComplaint } from "../../../lib/errors";
import { Cpu, Duration, parseQuantity, Percent, Size } from "../../../lib/units";

const QUANTITY = "a number and one of n u m k M G T P E Ki Mi Gi Ti Pi Ei or an exponent, without blanks";
const WHOLE_MILLIS = "whole milliseconds, not negative, at most 292 years";
const WHOLE_BYTES = "a whole number of bytes above 0, at most 2^53-1";
const BINARY = "a binary suffix, Ki Mi Gi Ti Pi: m means a thousandth of a byte, and 64M is 5 % less than 64Mi";
const UNITS = "whole numbers with the units d h m s ms, the larger unit first, without blanks";

describe("a complaint about", () => {
  it.each<[what: string, complaint: unknown, said: Complaint]>([
    [
      "what is no quantity",
      parseQuantity("much"),
      { code: "quantity-grammar", got: '"much"', allowed: QUANTITY, fix: 'write it as in "512Mi" or "250m"' },
    ],
    [
      "too fine a quantity",
      parseQuantity("0.1n"),
      {
        code: "quantity-range",
        got: '"0.1n"',
        allowed: "a whole number of 1n: Kubernetes would round it up",
        fix: "choose a value that Kubernetes can keep as it is",
      },
    ],
    [
      "too large a quantity",
      parseQuantity("8Ei"),
      {
        code: "quantity-range",
        got: '"8Ei"',
        allowed: "at most 2^63-1: Kubernetes would cap it",
        fix: "choose a value that Kubernetes can keep as it is",
      },
    ],
    [
      "no size at all",
      Size.tryOf("0"),
      { code: "size-range", got: '"0"', allowed: WHOLE_BYTES, fix: 'write it as in "512Mi"' },
    ],
    [
      "a size with a decimal suffix",
      Size.tryOf("64G"),
      {
        code: "size-decimal-suffix",
        got: '"64G"',
        allowed: BINARY,
        fix: 'write "64Gi", or Size.decimal("64G") to mean powers of ten',
      },
    ],
    [
      "no processor time at all",
      Cpu.tryOf("0"),
      {
        code: "cpu-range",
        got: '"0"',
        allowed: "a whole number of millicores above 0",
        fix: 'write it as in "250m" or "1.5"',
      },
    ],
    [
      "too long a time",
      Duration.tryOf("300000d"),
      {
        code: "duration-range",
        got: '"300000d"',
        allowed: WHOLE_MILLIS,
        fix: 'write it as in "300ms" or "1h30m"',
      },
    ],
    [
      "what is no time",
      Duration.tryOf("soon"),
      { code: "duration-grammar", got: '"soon"', allowed: UNITS, fix: 'write it as in "300ms" or "1h30m"' },
    ],
    [
      "a part of a second",
      Duration.of("1s200ms" as never).tryToSeconds(),
      { code: "duration-part-of-second", got: '"1s200ms"', allowed: "whole seconds", fix: 'write "2s"' },
    ],
    [
      "no share at all",
      Percent.tryOf(0),
      {
        code: "percent-range",
        got: "0",
        allowed: 'a share above 0 % and up to 100 %, such as "50%"',
        fix: 'write it as in "50%"',
      },
    ],
  ])("%s", (_, complaint, said) => {
    expect(complaint).toEqual(said);
  });

  it.each<[typed: string, run: () => unknown]>([
    ["-1 bytes", () => Size.bytes(-1)],
    ["-1 KiB", () => Size.kibibytes(-1)],
    ["-1 MiB", () => Size.mebibytes(-1)],
    ["-1 GiB", () => Size.gibibytes(-1)],
    ["1Ki × 0", () => Size.of("1Ki").times(0)],
    ["-1 millicores", () => Cpu.millis(-1)],
    ["100m × 0", () => Cpu.of("100m").times(0)],
    ["-1 ms", () => Duration.millis(-1)],
    ["-1 s", () => Duration.seconds(-1)],
    ["-1 min", () => Duration.minutes(-1)],
    ["-1 h", () => Duration.hours(-1)],
    ["-1 d", () => Duration.days(-1)],
    ["100000d + 10000d", () => Duration.days(100_000).plus(Duration.days(10_000))],
  ])("an amount says how it was made: %s", (typed, run) => {
    expect(run).toThrow(`"${typed}"`);
  });
});

describe("a fix", () => {
  const typed = fc.stringMatching(/^[+-]?[0-9]{1,3}(?:\.[0-9]{1,3})?(?:e[0-9])? ?[numskhdKMGTPEib]{0,3}$/);

  it.each<[string, (text: string) => unknown]>([
    ["a size", (text) => Size.tryOf(text)],
    ["processor time", (text) => Cpu.tryOf(text)],
    ["a time", (text) => Duration.tryOf(text)],
    ["a quantity", (text) => parseQuantity(text)],
  ])("for %s offers only what is accepted", (_, tryOf) => {
    fc.assert(
      fc.property(typed, (text) => {
        const complaint = tryOf(text);
        const offered = isComplaint(complaint) ? /^write "([^"]*)"/.exec(complaint.fix)?.[1] : undefined;
        expect(offered !== undefined && isComplaint(tryOf(offered))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["64MB", 'write "64Mi"'],
    ["512kb", 'write "512Ki"'],
    ["64 M", 'write "64Mi"'],
    ["1 GiB", 'write "1Gi"'],
    ["1.5 gb", 'write "1.5Gi"'],
    ["12 B", 'write "12"'],
    ["5Mx", 'write it as in "512Mi"'],
    ["x5MB", 'write it as in "512Mi"'],
    ["1.3M", 'write it as in "512Mi"'],
    ["8Ei", 'write it as in "512Mi"'],
  ])("for the size %j: %s", (text, fix) => {
    expect(Size.tryOf(text)).toMatchObject({ fix });
  });

  it.each([
    ["1 000m", 'write it as in "250m" or "1.5"'],
    ["250 m", 'write "250m"'],
    ["1 Gi", 'write it as in "250m" or "1.5"'],
  ])("for the processor time %j: %s", (text, fix) => {
    expect(Cpu.tryOf(text)).toMatchObject({ fix });
  });

  it.each([
    ["12.25m", 'write "12m15s"'],
    ["10 h", 'write "10h"'],
    ["400000.0d", 'write it as in "300ms" or "1h30m"'],
    ["9223372036854.0ms", 'write "106751d23h47m16s854ms"'],
  ])("for the time %j: %s", (text, fix) => {
    expect(Duration.tryOf(text)).toMatchObject({ fix });
  });
});
