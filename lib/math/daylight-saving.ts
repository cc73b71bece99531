import type { Complaint } from "../errors";
import { isComplaint } from "../errors";
import { show } from "../show";
import { parseSchedule, runsOn, type Schedule } from "./cron";
import { type ClockChange, clockChanges } from "./time-zone";

/** The years that are looked at: fixed, so that the answer does not depend on the day it is asked. */
const FROM = new Date(Date.UTC(2026, 0, 1));
const TO = new Date(Date.UTC(2036, 0, 1));

const MINUTE = 60_000;
const HOURS = 24;

/**
 * Checks that no run falls into an hour that the zone's clocks skip or repeat between 2026 and 2035: it would be left out, or
 * made twice. A schedule that runs in every hour goes on evenly and is fine.
 */
export function checkDaylightSaving(text: string, timeZone: string): Complaint | undefined {
  const schedule = text.startsWith("@every ") ? undefined : parseSchedule(text);
  if (!schedule || isComplaint(schedule) || schedule.hours.size === HOURS) return undefined;
  for (const change of clockChanges(timeZone, FROM, TO)) {
    const run = runInside(schedule, change);
    if (run) return hazard(text, timeZone, run, change.after > change.before ? "skipped" : "repeated");
  }
  return undefined;
}

/** The first run among the minutes of the wall clock that do not exist, or exist twice. */
function runInside(schedule: Schedule, { at, before, after }: ClockChange): Date | undefined {
  const start = at.getTime() + Math.min(before, after) * MINUTE;
  for (let minute = 0; minute < Math.abs(after - before); minute++) {
    const wall = new Date(start + minute * MINUTE);
    const isTime = schedule.hours.has(wall.getUTCHours()) && schedule.minutes.has(wall.getUTCMinutes());
    if (isTime && runsOn(schedule, wall)) return wall;
  }
  return undefined;
}

function hazard(text: string, timeZone: string, wall: Date, what: string): Complaint {
  const time = wall.toISOString().slice(0, 16).replace("T", " ");
  return {
    code: "schedule-in-dst-gap",
    got: `${show(text)}: ${time} is ${what} in ${timeZone}`,
    allowed: "a time of day that the clocks of the zone neither skip nor repeat",
    fix: "choose an hour outside of the change of clocks, or the time zone Etc/UTC",
  };
}
