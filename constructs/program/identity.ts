import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import { isComplaint, refuse } from "../../lib/errors";
import type { Finding } from "../../lib/fields";
import { hash, nameFor } from "../../lib/names";
import { show } from "../../lib/show";
import { environmentOf, wiringOf } from "../base/context";
import { selectorLabels } from "../base/labels";
import { pathOf } from "../base/report";
import type { Party } from "../base/wiring";
import type { ProgramSettings } from "./program-fields";
import { LONGEST_NAME } from "./program-fields";

/** What a program is called, whether or not the rest of its declaration is right; so others can refer to it. */
export interface Identity extends Party {
  readonly findings: readonly Finding[];
}

/**
 * Names a program from its place in the tree, or as its props say, makes it known to the others and records whom it calls: all of that also when
 * the rest of the declaration is wrong.
 * @param ports of a program that others may call
 */
export function identify(
  construct: Construct,
  { name, renamedFrom, calls = [] }: Partial<ProgramSettings>,
  ports?: Party["ports"],
): Identity {
  const chart = chartOf(construct);
  const wiring = wiringOf(construct);
  const ids = construct.node.scopes.slice(chart.node.scopes.length).map(({ node }) => node.id);
  const derived = name ?? nameFor(renamedFrom === undefined ? ids : [...ids.slice(0, -1), renamedFrom], LONGEST_NAME);
  if (renamedFrom !== undefined) wiring.formerIds.set(construct, renamedFrom);
  const own = isComplaint(derived) ? `x-${hash(construct.node.path)}` : derived;
  const party = {
    construct,
    path: pathOf(construct),
    app: chart.node.id,
    name: own,
    namespace: chart.namespace ?? "",
    selector: selectorLabels(own),
    ports,
  };
  const other = wiring.join(party);
  calls.forEach((callee, index) => {
    if (callee !== undefined) wiring.call(party, callee, `calls[${index}]`);
  });
  const findings = [...(isComplaint(derived) ? [{ ...derived, field: "name" }] : []), ...placeFindings(party, other)];
  return Object.assign(party, { findings });
}

function chartOf(construct: Construct): Chart {
  const chart = construct.node.scopes.findLast((scope) => Chart.isChart(scope));
  if (chart) return chart;
  const fix = 'new AppChart(app, "shop", { team, email }), and the program in it';
  return refuse(
    {
      code: "no-chart",
      got: `${pathOf(construct)} outside of a chart`,
      allowed: "a chart: it is the application and its namespace",
      fix,
    },
    identify,
  );
}

function placeFindings({ name, namespace }: Party, other: Party | undefined): Finding[] {
  const findings: Finding[] = [];
  if (other) {
    const allowed = `a name of its own: ${other.path} has this one`;
    findings.push({
      code: "duplicate-name",
      field: "name",
      got: show(name),
      allowed,
      fix: "set name, or choose another construct id",
    });
  }
  if (!namespace) {
    const fix = "new AppChart(…), or new Chart(app, id, { namespace })";
    findings.push({
      code: "namespace-missing",
      field: "",
      got: "a chart without a namespace",
      allowed: "a chart with one",
      fix,
    });
  }
  return findings;
}

/** The name by which pods of any namespace reach a Service. */
export function serviceHost(construct: Construct, { name, namespace }: Party): string {
  return `${name}.${namespace}.svc.${environmentOf(construct).clusterDomain}`;
}
