import { describe, expect, it } from "@jest/globals";
import type { Complaint } from "../../../lib/errors";
import { checkSchedule } from "../../../lib/math/cron";
import { checkDaylightSaving } from "../../../lib/math/daylight-saving";
import { checkProgressDeadline, rolloutBounds } from "../../../lib/math/rollout";
import { checkTimeZone } from "../../../lib/math/time-zone";
import { Duration } from "../../../lib/units";

const FIVE_FIELDS =
  "five fields (minute, hour, day of the month, month, day of the week) or one of " +
  "@yearly @annually @monthly @weekly @daily @midnight @hourly";
const EVERY = '"@every " and a duration of at least 1s in the units h m s ms';
const rest = (range: string) => `*, ranges such as ${range}, steps such as */2 above 0, and lists of them`;

describe("what is said about a schedule", () => {
  it.each<[text: string, said: Omit<Complaint, "code">]>([
    ["* * *", { got: '"* * *", 3 fields', allowed: FIVE_FIELDS, fix: 'write it as in "30 4 * * *"' }],
    ["*", { got: '"*", 1 field', allowed: FIVE_FIELDS, fix: 'write it as in "30 4 * * *"' }],
    [
      "60 0 * * *",
      { got: '"60 0 * * *" with the minute "60"', allowed: `0 to 59, ${rest("0-59")}`, fix: "correct the minute" },
    ],
    [
      "0 7x * * *",
      { got: '"0 7x * * *" with the hour "7x"', allowed: `0 to 23, ${rest("0-23")}`, fix: "correct the hour" },
    ],
    [
      "0 0 * may-x *",
      {
        got: '"0 0 * may-x *" with the month "may-x"',
        allowed: `1 to 12, or jan to dec, ${rest("1-12")}`,
        fix: "correct the month",
      },
    ],
    [
      "0 0 * * 8",
      {
        got: '"0 0 * * 8" with the day of the week "8"',
        allowed: `0 to 6, or sun to sat, ${rest("0-6")}`,
        fix: "correct the day of the week",
      },
    ],
    [
      "0 0 x * *",
      {
        got: '"0 0 x * *" with the day of the month "x"',
        allowed: `1 to 31, ${rest("1-31")}`,
        fix: "correct the day of the month",
      },
    ],
    ["@every x", { got: '"@every x"', allowed: EVERY, fix: 'write it as in "@every 1h30m"' }],
    [
      "TZ=UTC 0 4 * * *",
      {
        got: '"TZ=UTC 0 4 * * *"',
        allowed: "a schedule without a time zone: Kubernetes has a field for it",
        fix: "set the time zone of the job instead",
      },
    ],
    [
      "0 0 31 2 *",
      {
        got: '"0 0 31 2 *"',
        allowed: "a day that some month has: this schedule would never run",
        fix: "choose another day or month",
      },
    ],
  ])("%s", (text, said) => {
    expect(checkSchedule(text)).toMatchObject(said);
  });
});

describe("what is said about", () => {
  it.each<[what: string, complaint: unknown, said: Complaint]>([
    [
      "an unknown time zone",
      checkTimeZone("Mars/Phobos"),
      {
        code: "time-zone",
        got: '"Mars/Phobos"',
        allowed: "an IANA time zone with its region",
        fix: 'write it as in "Europe/Berlin" or "Etc/UTC"',
      },
    ],
    [
      "a run that is left out",
      checkDaylightSaving("30 2 * * *", "Europe/Berlin"),
      {
        code: "schedule-in-dst-gap",
        got: '"30 2 * * *": 2026-03-29 02:30 is skipped in Europe/Berlin',
        allowed: "a time of day that the clocks of the zone neither skip nor repeat",
        fix: "choose an hour outside of the change of clocks, or the time zone Etc/UTC",
      },
    ],
    [
      "a deadline that no pod could meet",
      checkProgressDeadline(Duration.of("30s"), Duration.of("1m")),
      {
        code: "progress-deadline",
        got: "30s",
        allowed: "more than minReady, 1m: no pod could count as ready in time",
        fix: "raise it to 11m, for example, or lower minReady",
      },
    ],
    [
      "a rollout that could replace no pod",
      rolloutBounds(3, 0, 0),
      {
        code: "rollout-stuck",
        got: "maxSurge 0 and maxUnavailable 0",
        allowed: "at least one of them above 0: otherwise no pod can be replaced",
        fix: "set maxSurge to 1",
      },
    ],
  ])("%s", (_, complaint, said) => {
    expect(complaint).toEqual(said);
  });
});
