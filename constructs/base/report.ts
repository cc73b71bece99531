import type { IConstruct, IValidation } from "constructs";
import type { Problem } from "../../lib/errors";
import type { Site } from "../../lib/call-site";
import { lineOf, siteOf } from "../../lib/call-site";
import { concealed, formatProblems } from "../../lib/errors";
import type { Finding } from "../../lib/fields";
import { environmentOf } from "./context";

/**
 * Records what is wrong with a construct. Synthesis refuses once, with the problems of the whole program; an App that is not ours
 * finds them as validation errors.
 * @returns whether there was anything to record: the construct then makes no parts.
 */
export function report(construct: IConstruct, findings: readonly Finding[]): boolean {
  if (findings.length === 0) return false;
  const path = pathOf(construct);
  const source = callSite(construct);
  const problems = findings.map((finding) => concealed({ ...finding, path, ...(source && { source }) }));
  construct.node.addValidation(new Recorded(problems));
  return true;
}

/** What was recorded with `report`, told apart from the texts of other validations. */
export class Recorded implements IValidation {
  constructor(readonly problems: readonly Problem[]) {}

  validate(): string[] {
    return this.problems.map((problem) => formatProblems([problem]));
  }
}

/** Environment and construct path, e.g. `prod/shop/Storefront`. */
export function pathOf(construct: IConstruct): string {
  const { name } = environmentOf(construct);
  return construct.node.path ? `${name}/${construct.node.path}` : name;
}

const sites = new WeakMap<IConstruct, Site>();

/** Remembers where a construct is declared. */
export function remember(construct: IConstruct, constructor: abstract new (...args: never[]) => IConstruct): void {
  sites.set(construct, siteOf(constructor));
}

/** `file:line` of the line that made the construct, or of its nearest remembered ancestor. */
export function callSite(construct: IConstruct): string | undefined {
  const remembered = construct.node.scopes.map((scope) => sites.get(scope)).findLast(Boolean);
  return remembered && lineOf(remembered);
}
