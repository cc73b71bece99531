import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint } from "../../../lib/errors";
import { Duration } from "../../../lib/units";

const millis = fc.integer({ min: 0, max: 9_223_372_036_854 });

describe("Duration", () => {
  it.each([
    [Duration.of("300ms"), "300ms", "300ms"],
    [Duration.of("90s"), "1m30s", "1m30s"],
    [Duration.of("1h30m"), "1h30m", "1h30m"],
    [Duration.days(1.5), "1d12h", "36h"],
    [Duration.seconds(0), "0s", "0s"],
    [Duration.seconds(61), "1m1s", "1m1s"],
    [Duration.minutes(60), "1h", "1h"],
    [Duration.hours(24), "1d", "24h"],
    [Duration.millis(1500), "1s500ms", "1s500ms"],
  ])("prints %s as %s, and as %s for Go", (duration, text, go) => {
    expect([duration.toString(), duration.toGo()]).toEqual([text, go]);
  });

  it.each([
    ["1.5h", 'write "1h30m"'],
    ["5", 'write "5s"'],
    ["5 s", 'write "5s"'],
    ["-5s", 'write it as in "300ms" or "1h30m"'],
    ["", 'write it as in "300ms" or "1h30m"'],
    ["1s1h", 'write it as in "300ms" or "1h30m"'],
    ["10us", 'write it as in "300ms" or "1h30m"'],
    ["300000d", 'write it as in "300ms" or "1h30m"'],
  ])("refuses %j", (text, fix) => {
    expect(Duration.tryOf(text)).toMatchObject({ fix });
  });

  it.each([-1, NaN, Infinity, 0.5])("refuses %d milliseconds", (count) => {
    expect(() => Duration.millis(count)).toThrow("whole milliseconds");
  });

  it("says which whole second is near when a part of one is left", () => {
    expect(Duration.of("1500ms").tryToSeconds()).toMatchObject({ code: "duration-part-of-second", fix: 'write "2s"' });
    expect(() => Duration.of("1500ms").toSeconds()).toThrow("whole seconds");
  });

  it("gives whole seconds", () => {
    expect(Duration.of("1h30m").toSeconds()).toBe(5400);
  });

  it("reads what it prints", () => {
    fc.assert(fc.property(millis, (count) => Duration.of(`${Duration.millis(count)}` as never).toMillis() === count));
    fc.assert(fc.property(millis, (count) => Duration.of(Duration.millis(count).toGo() as never).toMillis() === count));
  });

  it("adds and compares milliseconds", () => {
    expect(Duration.of("5s").plus(Duration.of("500ms"))).toEqual(Duration.of("5500ms"));
    expect(Duration.of("59s").isLessThan(Duration.of("1m"))).toBe(true);
    expect(Duration.of("60s").isLessThan(Duration.of("1m"))).toBe(false);
  });

  it("holds the longest time of a Go program", () => {
    expect(Duration.millis(9_223_372_036_854).toMillis()).toBe(9_223_372_036_854);
  });

  it("turns up in JSON as its text, and can't be changed", () => {
    expect(JSON.stringify({ drain: Duration.of("90s") })).toBe('{"drain":"1m30s"}');
    expect(Object.isFrozen(Duration.of("1s"))).toBe(true);
  });

  it("refuses a sum beyond what Go can hold", () => {
    expect(() => Duration.millis(9_223_372_036_854).plus(Duration.millis(1))).toThrow("292 years");
  });

  it("complains and does not throw when asked to try", () => {
    fc.assert(fc.property(fc.string(), (text) => isComplaint(Duration.tryOf(text)) || /^[0-9dhms]+$/.test(text)));
  });
});
