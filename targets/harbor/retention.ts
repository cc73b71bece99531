import type { Json } from "../../lib/rendered";
import type { Retention } from "../../lib/registry/retention";

/** Every night; the first field are the seconds. */
const NIGHTLY = "0 0 0 * * *";

/** A RetentionPolicy without its project: an image stays when one of the rules keeps it. */
export function retention({ keep, days, tags = [] }: Retention): Json {
  const rules = [
    ...(keep === undefined ? [] : [rule("latestPushedK", { latestPushedK: keep }, "**", true)]),
    ...(days === undefined ? [] : [rule("nDaysSinceLastPush", { nDaysSinceLastPush: days }, "**", true)]),
    ...[...new Set(tags)].map((pattern) => rule("always", {}, pattern, false)),
  ];
  return {
    algorithm: "or",
    rules,
    trigger: { kind: "Schedule", settings: { cron: NIGHTLY } },
    scope: { level: "project" },
  };
}

/** `untagged` says whether images count whose tag has moved on; left out, a rule for tags would keep every one of them. */
function rule(template: string, params: { [name: string]: Json }, pattern: string, untagged: boolean): Json {
  return {
    action: "retain",
    template,
    params,
    tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern, extras: JSON.stringify({ untagged }) }],
    scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**" }] },
  };
}
