import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import { isComplaint } from "../../lib/errors";
import type { Finding } from "../../lib/fields";
import { hash, nameFor } from "../../lib/names";
import { environmentOf, wiringOf } from "../base/context";
import { selectorLabels } from "../base/labels";
import { pathOf } from "../base/report";
import type { Party } from "../base/wiring";
import { LONGEST_NAME } from "./program-fields";

/** What a program is called, whether or not the rest of its declaration is right; so others can refer to it. */
export interface Identity extends Party {
  readonly findings: readonly Finding[];
}

/** Names a program from its place in the tree, or as its props say, and makes it known to the others. */
export function identify(construct: Construct, wanted: string | undefined, ports: Party["ports"]): Identity {
  const chart = Chart.of(construct);
  const ids = construct.node.path.split("/").slice(chart.node.path.split("/").length);
  const derived = wanted ?? nameFor(ids, LONGEST_NAME);
  const findings = isComplaint(derived) ? [{ ...derived, field: "name" }] : [];
  const name = isComplaint(derived) ? `x-${hash(construct.node.path)}` : derived;
  const namespace = chart.namespace ?? "default";
  const party = {
    construct,
    path: pathOf(construct),
    app: chart.node.id,
    name,
    namespace,
    selector: selectorLabels(name),
    ports,
  };
  wiringOf(construct).join(party);
  return { ...party, findings };
}

/** The name by which pods of any namespace reach a Service. */
export function serviceHost(construct: Construct, { name, namespace }: Party): string {
  return `${name}.${namespace}.svc.${environmentOf(construct).clusterDomain}`;
}
