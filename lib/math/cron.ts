import type { Complaint } from "../errors";
import { isComplaint } from "../errors";
import { show } from "../show";
import { Duration } from "../units";

/** The times of a schedule. */
export interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  /** 1 is January. */
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** `*` in one of the two day fields: both must match. Otherwise either is enough. */
  readonly needsBothDays: boolean;
}

const MACROS: ReadonlyMap<string, string> = new Map([
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
  ["@monthly", "0 0 1 * *"],
  ["@weekly", "0 0 * * 0"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@hourly", "0 * * * *"],
]);

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const FIELDS: readonly Field[] = [
  { name: "minute", min: 0, max: 59, words: [] },
  { name: "hour", min: 0, max: 23, words: [] },
  { name: "day of the month", min: 1, max: 31, words: [] },
  { name: "month", min: 1, max: 12, words: MONTHS },
  { name: "day of the week", min: 0, max: 6, words: WEEKDAYS },
];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Checks the schedule of a CronJob: it can be read, and there is a day on which it runs. */
export function checkSchedule(text: string): Complaint | undefined {
  if (text.startsWith("@every ")) return checkEvery(text);
  const schedule = parseSchedule(text);
  if (isComplaint(schedule)) return schedule;
  return runsOnSomeDay(schedule) ? undefined : never(text);
}

/**
 * Reads five fields or a macro as the parser of Kubernetes does (robfig/cron v3 `ParseStandard`); a time zone inside is
 * refused, as by batch/v1 `validateScheduleFormat`. Stricter in two things that nobody means: `*-5`, which that parser takes
 * for `*`, and `+5`.
 */
export function parseSchedule(text: string): Schedule | Complaint {
  if (text.includes("TZ")) return timeZoneInside(text);
  const fields = (MACROS.get(text) ?? text).split(/[ \t\n\v\f\r]+/).filter(Boolean);
  if (fields.length !== FIELDS.length) return grammar(text, fields.length);
  const sets = FIELDS.map((field, at) => parseField(fields[at]!, field));
  const bad = sets.findIndex((set) => set === undefined);
  if (bad >= 0) return badField(text, fields[bad]!, FIELDS[bad]!);
  const [minutes, hours, days, months, weekdays] = sets as ReadonlySet<number>[];
  const needsBothDays = [fields[2]!, fields[4]!].some((field) => /(?:^|,)[*?](?:\/0*1)?(?:,|$)/.test(field));
  return { minutes: minutes!, hours: hours!, days: days!, months: months!, weekdays: weekdays!, needsBothDays };
}

function parseField(text: string, field: Field): ReadonlySet<number> | undefined {
  const ranges = text.split(",").filter(Boolean);
  const values = ranges.map((range) => parseRange(range.toLowerCase(), field));
  if (ranges.length === 0 || values.includes(undefined)) return undefined;
  return new Set(values.flatMap((list) => list ?? []));
}

function parseRange(text: string, field: Field): readonly number[] | undefined {
  const [, low = "", high, step] = /^([*?]|\w+)(?:-(\w+))?(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  const isStar = low === "*" || low === "?";
  if (isStar && high !== undefined) return undefined;
  const first = isStar ? field.min : valueOf(low, field);
  const last = high !== undefined ? valueOf(high, field) : isStar || step !== undefined ? field.max : first;
  const by = Number(step ?? 1);
  if (!(first >= field.min && first <= last && last <= field.max && by > 0)) return undefined;
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, at) => first + at * by);
}

function valueOf(text: string, { min, words }: Field): number {
  const word = words.indexOf(text);
  return word >= 0 ? word + min : /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

/** Whether a schedule runs on this day of the calendar; robfig/cron v3 `dayMatches`. */
export function runsOn({ days, months, weekdays, needsBothDays }: Schedule, date: Date): boolean {
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const [day, weekday] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
  return needsBothDays ? day && weekday : day || weekday;
}

function runsOnSomeDay({ days, months, needsBothDays }: Schedule): boolean {
  const first = Math.min(...days);
  return !needsBothDays || [...months].some((month) => first <= LONGEST_MONTHS[month - 1]!);
}

function checkEvery(text: string): Complaint | undefined {
  const period = Duration.tryOf(text.slice("@every ".length));
  const isGo = !isComplaint(period) && !text.includes("d") && !period.isLessThan(Duration.seconds(1));
  if (isGo) return undefined;
  const allowed = '"@every " and a duration of at least 1s in the units h m s ms';
  return { code: "schedule-grammar", got: show(text), allowed, fix: 'write it as in "@every 1h30m"' };
}

function grammar(text: string, count: number): Complaint {
  return {
    code: "schedule-grammar",
    got: `${show(text)}, ${count} ${count === 1 ? "field" : "fields"}`,
    allowed: `five fields (${FIELDS.map(({ name }) => name).join(", ")}) or one of ${[...MACROS.keys()].join(" ")}`,
    fix: 'write it as in "30 4 * * *"',
  };
}

function badField(text: string, field: string, { name, min, max, words }: Field): Complaint {
  const named = words.length > 0 ? `, or ${words[0]} to ${words.at(-1)}` : "";
  return {
    code: "schedule-grammar",
    got: `${show(text)} with the ${name} ${show(field)}`,
    allowed: `${min} to ${max}${named}, *, ranges such as ${min}-${max}, steps such as */2 above 0, and lists of them`,
    fix: words === WEEKDAYS && /7/.test(field) ? "write 0 for Sunday" : `correct the ${name}`,
  };
}

function timeZoneInside(text: string): Complaint {
  const allowed = "a schedule without a time zone: Kubernetes has a field for it";
  return { code: "schedule-time-zone", got: show(text), allowed, fix: "set the time zone of the job instead" };
}

function never(text: string): Complaint {
  const allowed = "a day that some month has: this schedule would never run";
  return { code: "schedule-never", got: show(text), allowed, fix: "choose another day or month" };
}
