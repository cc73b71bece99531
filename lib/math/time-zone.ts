import type { Complaint } from "../errors";
import { didYouMean } from "../fields/did-you-mean";
import { show } from "../show";

/**
 * Checks an IANA time zone as batch/v1 `validateTimeZone` does: known, and not `Local`. Go looks for a file of that name, so
 * capital letters count. Short names of old (`EST`) are refused, `UTC` is accepted.
 */
export function checkTimeZone(text: string): Complaint | undefined {
  if (text === "UTC" || (/^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)+$/.test(text) && isSpeltRight(text) && isKnown(text))) {
    return undefined;
  }
  const near = didYouMean(text, Intl.supportedValuesOf("timeZone"));
  return {
    code: "time-zone",
    got: show(text),
    allowed: "an IANA time zone with its region",
    fix: near ? `did you mean ${near}?` : 'write it as in "Europe/Berlin" or "Etc/UTC"',
  };
}

/** Intl does not care about capitals; names that are links to others can't be compared with its list. */
function isSpeltRight(text: string): boolean {
  return Intl.supportedValuesOf("timeZone").includes(text) || text.startsWith("Etc/") || !/[A-Z]{3}/.test(text);
}

function isKnown(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: text }));
  } catch {
    return false;
  }
}

/** An instant at which the clocks of a zone are set, and the minutes east of UTC before and after. */
export interface ClockChange {
  readonly at: Date;
  readonly before: number;
  readonly after: number;
}

const MINUTE = 60_000;
const WEEK = 7 * 1440;

/**
 * The changes of a zone's clocks between two instants, both at a full minute, from the zone data of Node. It looks once a
 * week: no zone sets its clocks forth and back within one.
 */
export function clockChanges(timeZone: string, from: Date, to: Date): ClockChange[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const offset = (instant: number) => minutesOf(format.format(instant));
  const changes: ClockChange[] = [];
  let before = offset(from.getTime());
  for (let week = from.getTime(); week < to.getTime(); week += WEEK * MINUTE) {
    const after = offset(week + WEEK * MINUTE);
    if (before !== after)
      changes.push({ at: new Date(firstMinute(week, (instant) => offset(instant) === after)), before, after });
    before = after;
  }
  return changes;
}

/** The first minute of the week from `start` on for which the test holds; it holds for all later ones. */
function firstMinute(start: number, test: (instant: number) => boolean): number {
  let [low, high] = [0, WEEK];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (test(start + middle * MINUTE)) high = middle;
    else low = middle;
  }
  return start + high * MINUTE;
}

function minutesOf(text: string): number {
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
