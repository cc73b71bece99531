import { Duration } from "../units";
import { absenceAlerts, burnAlert, nowAlerts } from "./alerts";
import type { Monitored } from "./monitored";
import { longRecordings, nowRecordings, shortRecordings } from "./recordings";
import type { RuleGroup } from "./rule";

/**
 * The rules of a service, in three groups: what must be seen within half a minute, what burns within hours, and what burns within days, which costs
 * most and changes least. Prometheus counts its own metrics by group, so there is none for each rule.
 */
export function rulesOf(monitored: Monitored): readonly RuleGroup[] {
  const { namespace, service, objectives } = monitored;
  const group = (name: string, interval: Duration, rules: RuleGroup["rules"]) => ({
    name: `${namespace}/${service}${name}`,
    interval,
    rules,
  });
  return [
    group("/now", Duration.seconds(10), [...nowRecordings(monitored), ...nowAlerts(monitored)]),
    group("", Duration.seconds(30), [
      ...objectives.flatMap((slo) => shortRecordings(monitored, slo)),
      ...objectives.map((slo) => burnAlert(monitored, slo, "page")),
      ...absenceAlerts(monitored),
    ]),
    group("/long", LONG, [
      ...objectives.flatMap((slo) => longRecordings(monitored, slo)),
      ...objectives.map((slo) => burnAlert(monitored, slo, "ticket")),
    ]),
  ];
}

/** Under the five minutes after which Prometheus takes a series for gone. */
const LONG = Duration.minutes(2);
