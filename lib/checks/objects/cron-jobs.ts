import type { Problem } from "../../errors";
import { checkSchedule } from "../../math/cron";
import { checkTimeZone } from "../../math/time-zone";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { fields, text } from "../read";
import { remembered } from "../remembered";

/** A CronJob runs at times that exist, in a time zone that does. */
export function checkCronJobs(program: ProgramIndex): Problem[] {
  const zoneOf = remembered(checkTimeZone);
  return program.ofKind("batch/CronJob").flatMap(({ object }) => {
    const { schedule, timeZone } = fields(object.manifest["spec"]);
    const times = checkSchedule(text(schedule) ?? "");
    const zone = timeZone === undefined ? undefined : zoneOf(text(timeZone) ?? "");
    return [
      ...(times ? [problem(object, "spec.schedule", times)] : []),
      ...(zone ? [problem(object, "spec.timeZone", zone)] : []),
    ];
  });
}
