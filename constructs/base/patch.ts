import type { Construct } from "constructs";
import type { Kinds } from "../imports/kinds";
import { KubeObject } from "./kube-object";
import { report } from "./report";

/** Registers a change by hand on every object of a kind below a construct; a kind that is not there is a problem. */
export function patchParts<K extends keyof Kinds>(
  scope: Construct,
  kind: K,
  change: (object: Kinds[K]) => void,
  reason: string,
): void {
  const objects = scope.node.findAll().filter(KubeObject.isKubeObject);
  const found = objects.filter((object) => object.kind === kind);
  for (const object of found) object.changes.push({ mutate: change, reason });
  const allowed = `a kind that it has: ${[...new Set(objects.map((object) => object.kind))].sort().join(", ")}`;
  if (found.length === 0 && objects.length > 0) {
    report(scope, [
      {
        code: "patch-does-not-match",
        field: `patch("${kind}")`,
        got: `no ${kind}`,
        allowed,
        fix: "name another kind, or remove the patch",
      },
    ]);
  }
}
