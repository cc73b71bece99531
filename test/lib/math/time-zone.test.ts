import { describe, expect, it } from "@jest/globals";
import { checkTimeZone, clockChanges } from "../../../lib/math/time-zone";

describe("checkTimeZone", () => {
  it.each([
    "Europe/Berlin",
    "Etc/UTC",
    "UTC",
    "Asia/Kolkata",
    "Asia/Calcutta",
    "America/Port-au-Prince",
    "Etc/GMT+1",
    "America/Argentina/Ushuaia",
  ])("accepts %s", (zone) => {
    expect(checkTimeZone(zone)).toBeUndefined();
  });

  it.each([
    ["Mars/Phobos", 'write it as in "Europe/Berlin" or "Etc/UTC"'],
    ["Local", 'write it as in "Europe/Berlin" or "Etc/UTC"'],
    ["", 'write it as in "Europe/Berlin" or "Etc/UTC"'],
    ["EST", 'write it as in "Europe/Berlin" or "Etc/UTC"'],
    ["+01:00", 'write it as in "Europe/Berlin" or "Etc/UTC"'],
    [" Etc/UTC ", 'write it as in "Europe/Berlin" or "Etc/UTC"'],
    ["../Europe/Berlin", "did you mean Europe/Berlin?"],
    ["europe/berlin", "did you mean Europe/Berlin?"],
    ["EUROPE/BERLIN", "did you mean Europe/Berlin?"],
    ["Europe/Berln", "did you mean Europe/Berlin?"],
  ])("refuses %j", (zone, fix) => {
    expect(checkTimeZone(zone)).toMatchObject({ code: "time-zone", fix });
  });

  it("refuses a second name in the wrong letters, which Linux would not find", () => {
    expect(checkTimeZone("Asia/KOLKATA")).toMatchObject({ code: "time-zone" });
  });
});

describe("clockChanges", () => {
  const in2026 = (zone: string) =>
    clockChanges(zone, new Date("2026-01-01T00:00:00Z"), new Date("2027-01-01T00:00:00Z")).map(
      ({ at, before, after }) => `${at.toISOString()} ${before} ${after}`,
    );

  it.each([
    ["Europe/Berlin", ["2026-03-29T01:00:00.000Z 60 120", "2026-10-25T01:00:00.000Z 120 60"]],
    ["America/New_York", ["2026-03-08T07:00:00.000Z -300 -240", "2026-11-01T06:00:00.000Z -240 -300"]],
    ["Australia/Lord_Howe", ["2026-04-04T15:00:00.000Z 660 630", "2026-10-03T15:30:00.000Z 630 660"]],
    ["Asia/Kolkata", []],
    ["Etc/UTC", []],
  ])("of %s are found to the minute", (zone, changes) => {
    expect(in2026(zone)).toEqual(changes);
  });
});
