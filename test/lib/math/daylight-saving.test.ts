import { describe, expect, it } from "@jest/globals";
import { checkDaylightSaving } from "../../../lib/math/daylight-saving";

describe("checkDaylightSaving", () => {
  /** The dates on which robfig/cron 3.0.1 runs such a schedule not once a day. */
  it.each([
    ["30 2 * * *", "Europe/Berlin", "2026-03-29 02:30 is skipped"],
    ["0 1 * * *", "Europe/London", "2026-03-29 01:00 is skipped"],
    ["30 1 * * *", "America/New_York", "2026-11-01 01:30 is repeated"],
    ["15 0 * * *", "America/Santiago", "2026-09-06 00:15 is skipped"],
    ["0 */2 * * *", "Europe/Berlin", "2026-03-29 02:00 is skipped"],
    ["0 2 * * sun", "Europe/Berlin", "2026-03-29 02:00 is skipped"],
  ])("refuses %s in %s: %s", (schedule, zone, what) => {
    expect(checkDaylightSaving(schedule, zone)).toMatchObject({
      code: "schedule-in-dst-gap",
      got: expect.stringContaining(what),
    });
  });

  it.each([
    ["30 4 * * *", "Europe/Berlin"],
    ["0 3 * * *", "Europe/Berlin"],
    ["59 1 * * *", "Europe/Berlin"],
    ["30 2 * * mon", "Europe/Berlin"],
    ["30 2 1 1 *", "Europe/Berlin"],
    ["30 2 * * *", "Etc/UTC"],
    ["30 2 * * *", "Asia/Kolkata"],
    ["*/10 * * * *", "Europe/Berlin"],
    ["@hourly", "Europe/Berlin"],
    ["@every 1h", "Europe/Berlin"],
  ])("accepts %s in %s", (schedule, zone) => {
    expect(checkDaylightSaving(schedule, zone)).toBeUndefined();
  });
});
