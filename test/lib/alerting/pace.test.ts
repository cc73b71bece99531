import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { repeatInterval } from "../../../lib/alerting";
import { paceFindings } from "../../../lib/alerting/pace";
import { heartbeat } from "../../../lib/alerting/watchdog";
import type { Pace } from "../../../lib/alerting";
import { Duration } from "../../../lib/units";

const wait = Duration.seconds(0);
const of = (interval: string, repeat: string): Pace => ({
  wait,
  interval: Duration.of(interval as "1s"),
  repeat: Duration.of(repeat as "1s"),
});

/**
 * When Alertmanager sends a group without news again: it looks every `group_interval`, and compares what its log says of the last delivery, which was a
 * moment after that look, with the time less `repeat_interval` (notify/dedup_stage.go).
 */
function repeats(pace: Pace, delay: number): number {
  const [interval, repeat] = [pace.interval.toMillis(), repeatInterval(pace).toMillis()];
  for (let look = interval; ; look += interval) if (delay < look - repeat) return look;
}

describe("a pace", () => {
  it("repeats when it says, however long a delivery takes within half an interval", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 3_600_000 }),
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.499, noNaN: true }),
        (interval, times, share) => {
          const pace = { wait, interval: Duration.millis(interval), repeat: Duration.millis(interval * times) };
          expect(repeats(pace, interval * share)).toBe(interval * times);
        },
      ),
    );
  });

  it.each([
    ["10s", 5000],
    ["5m", 150_000],
    ["1m1ms", 30_000],
  ])("of a heartbeat looks twice in %s, and Alertmanager finds nothing odd in it", (every, interval) => {
    const pace = heartbeat(Duration.of(every as "10s"));
    expect(pace.interval.toMillis()).toBe(interval);
    expect(repeatInterval(pace).compare(pace.interval)).toBeGreaterThan(0);
  });

  it.each<[string, Pace, string, readonly string[]]>([
    ["whole multiples", of("5m", "1h"), "10s", []],
    ["an interval that is its repeat", of("5m", "5m"), "10s", []],
    ["an interval just above the timeout", of("11s", "11s"), "10s", []],
    [
      "an interval of the timeout",
      of("10s", "1h"),
      "10s",
      ['interval-too-short pages.interval set it to "20s", or lower the timeout'],
    ],
    ["a repeat between two looks", of("5m", "12m"), "10s", ['repeat-interval pages.repeat set it to "15m"']],
    ["a repeat below the interval", of("5m", "1m"), "10s", ['repeat-interval pages.repeat set it to "5m"']],
  ])("with %s", (_, pace, slowest, expected) => {
    const found = paceFindings("pages", pace, Duration.of(slowest as "10s"));
    expect(found.map(({ code, field, fix }) => `${code} ${field} ${fix}`)).toEqual(expected);
  });

  it("is judged by what could be read of it", () => {
    expect(paceFindings("pages", { interval: Duration.seconds(1) }, wait)).toEqual([]);
    expect(paceFindings("pages", { repeat: Duration.seconds(7) }, wait)).toEqual([]);
  });
});
