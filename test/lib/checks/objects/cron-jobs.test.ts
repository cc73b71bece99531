import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const toldOf = (schedule: unknown, timeZone: unknown) =>
  told({ in: "CronJob", set: { "spec.schedule": schedule, "spec.timeZone": timeZone } });

describe("a CronJob", () => {
  it("is told of a run that the change of clocks skips, and of the way out", () => {
    expect(toldOf("30 2 * * *", "Europe/Berlin")).toEqual([
      [
        "schedule-in-dst-gap",
        "spec.schedule",
        '"30 2 * * *": 2026-03-29 02:30 is skipped in Europe/Berlin',
        "a time of day that the clocks of the zone neither skip nor repeat",
        "choose an hour outside of the change of clocks, or the time zone Etc/UTC; or annotate it with gantry.dev/opt-out.daylight-saving and the reason",
      ],
    ]);
  });

  it.each([
    ["30 4 * * *", "Europe/Berlin"],
    ["30 2 * * *", "Etc/UTC"],
    ["30 2 * * *", undefined],
  ])("may run %j in %j", (schedule, zone) => {
    expect(toldOf(schedule, zone)).toEqual([]);
  });

  it.each<readonly [schedule: unknown, zone: unknown, told: readonly (readonly string[])[]]>([
    [
      "often",
      "Mars/Phobos",
      [
        ["schedule-grammar", "spec.schedule"],
        ["time-zone", "spec.timeZone"],
      ],
    ],
    ["30 2 * * *", "Mars/Phobos", [["time-zone", "spec.timeZone"]]],
    ["often", "Europe/Berlin", [["schedule-grammar", "spec.schedule"]]],
    ["30 2 * * *", 5, [["time-zone", "spec.timeZone"]]],
    [5, "Europe/Berlin", [["schedule-grammar", "spec.schedule"]]],
    [undefined, undefined, [["schedule-grammar", "spec.schedule"]]],
  ])("is told of each part that can't be read, and of nothing more: %j in %j", (schedule, zone, wanted) => {
    expect(toldOf(schedule, zone).map(([code, field]) => [code, field])).toEqual(wanted);
  });
});
