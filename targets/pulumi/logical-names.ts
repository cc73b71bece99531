import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../lib/errors";
import type { RenderedObject } from "../../lib/rendered";
import { show } from "../../lib/show";

/** What Pulumi calls an object: the component's name and the construct path below the chart; never the object's own name, which may hold a hash. */
export function logicalName(component: string, { app }: Pick<RenderedObject, "app">, path: string): string {
  const chart = `/${app}/`;
  return `${component}/${path.slice(path.indexOf(chart) + chart.length)}`;
}

/** Objects of one kind that would have one identity: because of a construct that was renamed, and whose old id somebody else has now. */
export function takenNames(objects: readonly RenderedObject[]): readonly Problem[] {
  const paths = new Set(objects.map(identity));
  return objects.flatMap((object) => {
    const { formerPath, path, source } = object;
    if (formerPath === undefined || !paths.has(identity({ ...object, path: formerPath }))) return [];
    const problem = {
      code: "duplicate-name",
      path,
      field: "renamedFrom",
      got: `what was ${show(formerPath)}`,
      allowed: "the former id of a construct that is gone: there is one at that place",
      fix: "remove renamedFrom, or give the other construct another id",
    };
    return [source === undefined ? problem : { ...problem, source }];
  });
}

function identity({ path, manifest }: Pick<RenderedObject, "path" | "manifest">): string {
  return `${manifest.apiVersion} ${manifest.kind} ${path}`;
}

const components = new WeakMap<pulumi.Resource, Set<string>>();

/** A second component of the same name in one run of Pulumi. */
export function takenComponent(name: string): readonly Problem[] {
  const stack = pulumi.runtime.getStackResource();
  if (!stack) return [];
  const names = components.get(stack) ?? new Set();
  components.set(stack, names);
  if (!names.has(name)) {
    names.add(name);
    return [];
  }
  return [
    {
      code: "duplicate-name",
      path: "GantryChart",
      field: "name",
      got: show(name),
      allowed: "a name of its own: another GantryChart of this program has this one",
      fix: "choose another name, and say which chart: { app, chart }",
    },
  ];
}
