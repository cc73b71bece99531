import { hash } from "../names";
import type { Monitored } from "../slo";
import { linksOf } from "./links";
import type { Dashboard } from "./model";
import { podVariable } from "./pods";
import { autoscalingRow } from "./rows/autoscaling";
import { canaryRow } from "./rows/canary";
import { objectivesRow } from "./rows/objectives";
import { containerRow, processRow } from "./rows/pods";
import { requestsRow } from "./rows/requests";
import { runtimeRow } from "./rows/runtime";

/** The dashboard of a service. Its lines stand where its alerts have their limits. */
export function boardOf(monitored: Monitored): Dashboard {
  const { namespace, service, team } = monitored;
  return {
    uid: `gantry-${hash(`${namespace}/${service}`)}`,
    title: `${namespace} / ${service}`,
    tags: [...new Set(["gantry", namespace, team])],
    links: linksOf(monitored),
    variables: [podVariable(monitored)],
    rows: [objectivesRow, requestsRow, canaryRow, runtimeRow, processRow, containerRow, autoscalingRow].map((row) =>
      row(monitored),
    ),
  };
}
