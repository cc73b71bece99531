import type { Construct } from "constructs";
import type { Complaint } from "../../lib/errors";
import { checkReason } from "../../lib/opt-out";
import type { Kinds } from "../imports/kinds";
import { KubeObject } from "./kube-object";
import { report } from "./report";

/**
 * Registers a change by hand on every object of a kind below a construct. Problems: a kind that is not there, one whose name says what is in it,
 * and a change without a reason.
 */
export function patchParts<K extends keyof Kinds>(
  scope: Construct,
  kind: K,
  change: (object: Kinds[K]) => void,
  reason: string,
): void {
  const objects = scope.node.findAll().filter(KubeObject.isKubeObject);
  const found = objects.filter((object) => object.kind === kind);
  for (const object of found) object.changes.push({ mutate: change, reason });
  const wrong = [checkReason(reason), checkTarget(kind, found, objects)].filter((complaint) => complaint !== undefined);
  report(
    scope,
    wrong.map((complaint) => ({ ...complaint, field: `patch("${kind}")` })),
  );
}

function checkTarget(kind: string, found: readonly KubeObject[], all: readonly KubeObject[]): Complaint | undefined {
  const kinds = [...new Set(all.filter(({ hints }) => !hints.contentNamed).map((object) => object.kind))].sort();
  if (found.length === 0 && all.length > 0) {
    const allowed = `a kind that it has: ${kinds.join(", ")}`;
    return { code: "patch-does-not-match", got: `no ${kind}`, allowed, fix: "name another kind, or remove the patch" };
  }
  if (!found.some(({ hints }) => hints.contentNamed)) return undefined;
  const allowed = `a kind that can be changed: ${kinds.join(", ")}; the name of this one is a hash of its content`;
  return { code: "patch-content-named", got: kind, allowed, fix: "change the props that it is made from" };
}
