import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint } from "../../../lib/errors";
import { Cpu } from "../../../lib/units";

describe("Cpu", () => {
  it.each([
    [Cpu.of("250m"), 250, "250m"],
    [Cpu.of("1"), 1000, "1"],
    [Cpu.of("1.5"), 1500, "1500m"],
    [Cpu.of("1000m"), 1000, "1"],
    [Cpu.millis(1), 1, "1m"],
    [Cpu.cores(2), 2000, "2"],
    [Cpu.cores(0.1), 100, "100m"],
    [Cpu.cores(2000), 2_000_000, "2k"],
  ])("%s holds %d millicores and prints %s", (cpu, millis, text) => {
    expect([cpu.toMillis(), `${cpu}`]).toEqual([millis, text]);
  });

  it.each(["0", "-5m", "0.1m", "0.0001", "1Ki", "NaNm", "", "1 000m"])("refuses %j", (text) => {
    expect(isComplaint(Cpu.tryOf(text))).toBe(true);
  });

  it.each([NaN, Infinity, 0, -1, 1.5])("refuses %d millicores", (count) => {
    expect(() => Cpu.millis(count)).toThrow("whole number of millicores");
  });

  it("reads what it prints", () => {
    const millis = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(fc.property(millis, (count) => Cpu.of(Cpu.millis(count).toString() as never).toMillis() === count));
  });

  it("multiplies down to the whole millicore", () => {
    expect(Cpu.of("250m").times(2)).toEqual(Cpu.of("500m"));
    expect(Cpu.of("100m").times(0.29).toMillis()).toBe(29);
  });

  it.each([NaN, 0, -1, Infinity])("can't be multiplied by %d", (ratio) => {
    expect(() => Cpu.of("250m").times(ratio)).toThrow("whole number of millicores above 0");
  });

  it("turns up in JSON as its text, and can't be changed", () => {
    expect(JSON.stringify({ cpu: Cpu.of("1500m") })).toBe('{"cpu":"1500m"}');
    expect(Object.isFrozen(Cpu.of("1"))).toBe(true);
  });

  it("orders by millicores", () => {
    expect(Cpu.of("900m").isLessThan(Cpu.of("1"))).toBe(true);
    expect(Cpu.of("1000m").isLessThan(Cpu.of("1"))).toBe(false);
  });
});
