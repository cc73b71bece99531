import type { Problem } from "../../errors";
import { checkSchedule } from "../../math/cron";
import { checkDaylightSaving } from "../../math/daylight-saving";
import { checkTimeZone } from "../../math/time-zone";
import { isOptedOut, optOut } from "../opt-outs";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { fields, text } from "../read";
import { remembered } from "../remembered";

/** A CronJob runs at times that exist, once each, in a time zone that does. */
export function checkCronJobs(program: ProgramIndex): Problem[] {
  const timesOf = remembered(checkSchedule);
  const zoneOf = remembered(checkTimeZone);
  const clockOf = remembered((zone) => remembered((schedule) => checkDaylightSaving(schedule, zone)));
  return program.ofKind("batch/CronJob").flatMap(({ object }) => {
    const { schedule, timeZone } = fields(object.manifest["spec"]);
    const times = timesOf(text(schedule) ?? "");
    const zone = timeZone === undefined ? undefined : zoneOf(text(timeZone) ?? "");
    const isReadable = !times && !zone && text(timeZone) !== undefined;
    const clock =
      isReadable && !isOptedOut(object, "daylight-saving") ? clockOf(String(timeZone))(String(schedule)) : undefined;
    return [
      ...(clock
        ? [problem(object, "spec.schedule", { ...clock, fix: `${clock.fix}; or ${optOut("daylight-saving")}` })]
        : []),
      ...(times ? [problem(object, "spec.schedule", times)] : []),
      ...(zone ? [problem(object, "spec.timeZone", zone)] : []),
    ];
  });
}
