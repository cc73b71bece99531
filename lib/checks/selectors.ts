import type { Problem } from "../errors";
import { show } from "../show";
import { memberField } from "../fields";
import { pathsOf, problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import type { Requirement, Selector } from "./selector";
import { matches, selectorOfLabels, showSelector } from "./selector";
import type { Workload } from "./workload";

const FIELD = "spec.selector";
const UNSTABLE_KEY = /(?:^|[-./_])(?:version|revision|hash|commit|sha|digest|chart)$/i;
const UNSTABLE_VALUE = /^v?\d+\.\d+\.\d+(?:[-+.].*)?$|^[0-9a-f]{40}$|^[0-9a-f]{64}$/;

/** A workload's selector means its own pods, only those, and stays the same in the next release. */
export function checkSelectors(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => {
    const { selector } = workload;
    if (!selector) return [];
    if (selector.length === 0) return emptySelector(workload);
    return [...mismatch(workload, selector), ...unstable(workload, selector), ...overlap(program, workload, selector)];
  });
}

function emptySelector(workload: Workload): Problem[] {
  const complaint = {
    code: "empty-selector",
    got: "no label",
    allowed: "at least one label: Kubernetes refuses a workload that would take every pod for its own",
    fix: `select the label that names the workload, e.g. app.kubernetes.io/instance: ${workload.name}`,
  };
  return [problem(workload.object, FIELD, complaint)];
}

function mismatch(workload: Workload, selector: Selector): Problem[] {
  if (matches(selector, workload.labels)) return [];
  const missing = selector.filter((requirement) => !matches([requirement], workload.labels));
  const complaint = {
    code: "selector-mismatch",
    got: `${showSelector(missing)}, but ${workload.metadataField}.labels is ${show(workload.labels)}`,
    allowed: "labels that the workload's own pod template carries: Kubernetes refuses anything else",
    fix: `add ${showSelector(missing)} to ${workload.metadataField}.labels, or take it out of the selector`,
  };
  return [problem(workload.object, FIELD, complaint)];
}

function unstable(workload: Workload, selector: Selector): Problem[] {
  return selector.filter(isUnstable).map((requirement) =>
    problem(workload.object, requirementField(requirement, workload), {
      code: "unstable-selector",
      got: showSelector([requirement]),
      allowed:
        "labels that stay the same from release to release: a selector can't be changed, so the next one would be refused",
      fix: `take ${requirement.key} out of the selector and leave it on the pods`,
    }),
  );
}

function isUnstable({ key, values }: Requirement): boolean {
  return UNSTABLE_KEY.test(key) || values.some((value) => UNSTABLE_VALUE.test(value));
}

function requirementField({ key, operator, values }: Requirement, { selector }: Workload): string {
  const isLabel = operator === "In" && values.length === 1 && selector !== undefined;
  return isLabel ? memberField(`${FIELD}.matchLabels`, key) : `${FIELD}.matchExpressions`;
}

function overlap(program: ProgramIndex, workload: Workload, selector: Selector): Problem[] {
  const taken = program.pods.select(workload.namespace, selector);
  if (taken.length < 2) return [];
  const others = taken.filter((other) => other !== workload);
  const paths = pathsOf(others);
  const complaint = {
    code: "overlapping-selectors",
    got: `${showSelector(selector)}, which the pods of ${paths} carry too: ${show(others[0]?.labels)}`,
    allowed: "a selector that means no other workload's pods: two controllers, or the autoscaler, would count them",
    fix: `add a label to the selector and the pods of ${workload.object.path} that ${paths} lacks, e.g. ${ownLabel(workload)}`,
  };
  return [problem(workload.object, FIELD, complaint)];
}

function ownLabel(workload: Workload): string {
  return showSelector(selectorOfLabels({ "app.kubernetes.io/instance": workload.name }));
}
