import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint, refuse } from "../../../lib/errors";
import { checkSchedule, parseSchedule, runsOn, type Schedule } from "../../../lib/math/cron";

function read(text: string): Schedule {
  const schedule = parseSchedule(text);
  return isComplaint(schedule) ? refuse(schedule, read) : schedule;
}

describe("checkSchedule", () => {
  /** Accepted and refused by robfig/cron 3.0.1, `ParseStandard`. */
  it.each([
    "30 4 * * *",
    "*/5 8-17/2 1,15 jan-DEC Mon-Fri",
    "0 0 ? * ?",
    "5/15 * * * *",
    "0 0 */99 * *",
    "  0 0  * * *",
    "0 0,,12 * * *",
    "00 007 * * *",
    "@hourly",
    "@midnight",
    "@annually",
    "@every 1h30m",
    "0 0 29 2 *",
    "0 0 31 2 mon",
    "0 0 31 2 */2",
    "0 0 1,31 2 *",
    "0 0 31 1,2 *",
    "0\v0\f*\t*\r\n*",
  ])("accepts %j", (text) => {
    expect(checkSchedule(text)).toBeUndefined();
  });

  it.each([
    ["", "schedule-grammar"],
    ["99 */0 * * *", "schedule-grammar"],
    ["0 0 * * * *", "schedule-grammar"],
    ["0 0 * *", "schedule-grammar"],
    ["0 24 * * *", "schedule-grammar"],
    ["0 0 0 * *", "schedule-grammar"],
    ["0 0 * 13 *", "schedule-grammar"],
    ["0 0 * * 7", "schedule-grammar"],
    ["0 0 * mon *", "schedule-grammar"],
    ["0 0 * * fri-mon", "schedule-grammar"],
    ["1-2-3 0 * * *", "schedule-grammar"],
    ["*/2/3 0 * * *", "schedule-grammar"],
    ["-1 0 * * *", "schedule-grammar"],
    ["*-5 0 * * *", "schedule-grammar"],
    ["+5 0 * * *", "schedule-grammar"],
    [", 0 * * *", "schedule-grammar"],
    ["@reboot", "schedule-grammar"],
    [" @daily", "schedule-grammar"],
    ["@every 1d", "schedule-grammar"],
    ["@every 0s", "schedule-grammar"],
    ["TZ=Europe/Berlin 0 4 * * *", "schedule-time-zone"],
    ["CRON_TZ=UTC 0 4 * * *", "schedule-time-zone"],
    ["0 0 31 2 *", "schedule-never"],
    ["0 0 30 2 ?", "schedule-never"],
    ["0 0 31 4,6,9,11 *", "schedule-never"],
    ["0 0 30,31 2 */1", "schedule-never"],
  ])("refuses %j", (text, code) => {
    expect(checkSchedule(text)).toMatchObject({ code });
  });

  it("says that Sunday is 0 to those who write 7", () => {
    expect(checkSchedule("0 0 * * 7")?.fix).toBe("write 0 for Sunday");
  });

  it("complains and does not throw, whatever it gets", () => {
    fc.assert(fc.property(fc.string(), (text) => isComplaint(checkSchedule(text))));
  });

  it("finds a day for every schedule that it accepts, and none for one that never runs", () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 });
    const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(days, months, fc.constantFrom("*", "?", "1", "*/2"), (day, month, weekday) => {
        const text = `0 0 ${day.join()} ${month.join()} ${weekday}`;
        const dates = Array.from({ length: 366 }, (_, at) => new Date(Date.UTC(2028, 0, 1 + at)));
        expect(dates.some((date) => runsOn(read(text), date))).toBe(checkSchedule(text) === undefined);
      }),
    );
  });
});

describe("parseSchedule", () => {
  it.each([
    ["*/20 * * * *", "minutes", [0, 20, 40]],
    ["5/25 * * * *", "minutes", [5, 30, 55]],
    ["0 8-17/4,22 * * *", "hours", [8, 12, 16, 22]],
    ["0 0 * feb-apr *", "months", [2, 3, 4]],
    ["0 0 * jan,feb,mar,apr,may,jun *", "months", [1, 2, 3, 4, 5, 6]],
    ["0 0 * jul,aug,sep,oct,nov,dec *", "months", [7, 8, 9, 10, 11, 12]],
    ["0 0 * * sun,mon,tue,wed,thu,fri,sat", "weekdays", [0, 1, 2, 3, 4, 5, 6]],
  ] as const)("reads %s: the %s are %j", (text, field, values) => {
    expect([...read(text)[field]]).toEqual(values);
  });

  it.each([
    ["@yearly", "0 0 1 1 *"],
    ["@annually", "0 0 1 1 *"],
    ["@monthly", "0 0 1 * *"],
    ["@weekly", "0 0 * * 0"],
    ["@daily", "0 0 * * *"],
    ["@midnight", "0 0 * * *"],
    ["@hourly", "0 * * * *"],
  ])("reads %s as %s", (macro, fields) => {
    expect(parseSchedule(macro)).toEqual(parseSchedule(fields));
  });

  it("lets either day decide when both are given, and needs both otherwise", () => {
    const monday12th = new Date("2026-01-12T00:00:00Z");
    expect(runsOn(read("0 0 1 * mon"), monday12th)).toBe(true);
    expect(runsOn(read("0 0 1 * tue"), monday12th)).toBe(false);
    expect(runsOn(read("0 0 1 * *"), monday12th)).toBe(false);
    expect(runsOn(read("0 0 * * tue"), monday12th)).toBe(false);
    expect(runsOn(read("0 0 * 2 mon"), monday12th)).toBe(false);
  });
});
