import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../lib/errors";
import type { Json, Rendered, RenderedObject } from "../../lib/rendered";
import { show } from "../../lib/show";
import { clusterProviderOf } from "./component-provider";
import { takenComponent, takenNames } from "./logical-names";
import { classOf } from "./typed-class";

/** What keeps a chart from being registered, besides what is wrong with the program itself. */
export function chartProblems(
  name: string,
  rendered: Rendered,
  chart: string,
  options: pulumi.ComponentResourceOptions | undefined,
): readonly Problem[] {
  const objects = rendered.objects.filter(({ app }) => app === chart);
  return [
    ...(objects.length === 0 ? [unknownChart(rendered, chart)] : []),
    ...(clusterProviderOf(options) ? [] : [noProvider(name)]),
    ...takenComponent(name),
    ...takenNames(objects),
    ...objects.flatMap(unknownKind),
    ...objects.flatMap((object) => laterKeys(object, rendered)),
  ];
}

function unknownChart({ environment, objects }: Rendered, chart: string): Problem {
  const charts = [...new Set(objects.map(({ app }) => app))].sort();
  return {
    code: "unknown-chart",
    path: environment,
    field: "chart",
    got: show(chart),
    allowed: charts.length > 0 ? `one of ${charts.join(", ")}` : "a chart with objects: the program has none",
    fix: "name the component after the chart, or say { app, chart }",
  };
}

/** https://www.pulumi.com/docs/iac/concepts/resources/providers/#disabling-default-providers */
function noProvider(name: string): Problem {
  return {
    code: "no-provider",
    path: "GantryChart",
    field: "provider",
    got: `none for ${show(name)}`,
    allowed: "a provider of its own: the default one takes whatever cluster the kubeconfig of the moment names",
    fix: 'new GantryChart("shop", { app }, { provider: stack.provider })',
  };
}

function unknownKind({ path, manifest, source }: RenderedObject): readonly Problem[] {
  if (classOf(manifest)) return [];
  return [
    {
      code: "unknown-kind",
      path,
      field: "kind",
      got: `${manifest.apiVersion} ${manifest.kind}`,
      allowed: "a kind that Kubernetes has, or a custom one with a group",
      fix: "check apiVersion and kind",
      ...(source !== undefined && { source }),
    },
  ];
}

/** Outputs can stand where values are, not where keys are. */
function laterKeys({ path, manifest }: RenderedObject, { later }: Rendered): readonly Problem[] {
  if (later.length === 0) return [];
  return keysOf(manifest).flatMap((key) =>
    later
      .filter(({ text }) => key.includes(text))
      .map(({ name }) => ({
        code: "unresolved-key",
        path,
        field: key,
        got: `app.later(${show(name)}, …) in a key`,
        allowed: "keys that are known before pulumi up",
        fix: "use it in a value",
      })),
  );
}

function keysOf(value: Json): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return Object.entries(value).flatMap(([key, item]) => [key, ...keysOf(item)]);
}
