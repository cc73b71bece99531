import type { Matchers } from "../promql";
import { Series, matches } from "../promql";
import type { Monitored } from "../slo";
import type { Variable } from "./model";

/** The variable by which some of a service's pods are looked at alone. */
const CHOSEN_PODS = "pod";

type Place = Pick<Monitored, "namespace" | "service">;

export function podVariable({ namespace, service }: Place): Variable {
  return { name: CHOSEN_PODS, title: "Pod", of: new Series("up", { job: service, namespace }), label: "pod" };
}

/** What was scraped of the chosen pods. */
export function scrapedOf({ namespace, service }: Place): Matchers {
  return { job: service, namespace, pod: matches(`$${CHOSEN_PODS}`) };
}

/** The program's container in the chosen pods; it has the name of the service. */
export function containersOf({ namespace, service }: Place): Matchers {
  return { container: service, namespace, pod: matches(`$${CHOSEN_PODS}`) };
}
