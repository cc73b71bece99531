import { relative } from "node:path";
import { ApiObject, Chart } from "cdk8s";
import type { IConstruct } from "constructs";
import { environmentOf, imagesOf, wiringOf } from "../constructs/base/context";
import { KubeObject } from "../constructs/base/kube-object";
import { Recorded, callSite, pathOf } from "../constructs/base/report";
import { checkProgram } from "../lib/checks";
import type { Problem } from "../lib/errors";
import { byCodeUnit } from "../lib/fields";
import { concealed } from "../lib/errors";
import type { ImagePlan } from "../lib/image/image-plan";
import type { Policies } from "../lib/policy/policies";
import type { Rendered, RenderedExternal, RenderedObject } from "../lib/rendered";
import { order } from "./order";
import { fileOf } from "./file-name";
import { tagProblems } from "./image-tags";
import { serialise } from "./manifest";
import { versionFindings } from "./version-gate";

/** One pass over a program: walk, validate, order, resolve, check. Nothing is written, and nothing is thrown. */
export function render(root: IConstruct, policies: Policies): Rendered {
  const constructs = walk(root);
  const { sorted, cycle } = order(constructs);
  const serialised = sorted.filter((construct) => ApiObject.isApiObject(construct)).map(renderObject);
  const { declared, images, externals, later } = wiringOf(root);
  const environment = environmentOf(root).name;
  const policed = policies.apply({ environment, objects: serialised.map(({ object }) => object), later });
  const { objects } = policed;
  const found = [
    ...constructs.flatMap(validations),
    ...wiringOf(root).problems(),
    ...cycleProblem(cycle),
    ...serialised.flatMap(({ problems }) => problems),
    ...policed.problems,
    ...checkProgram({ objects, declared }),
    ...tagProblems(objects, imagesOf(root), environmentOf(root)),
  ];
  const problems = inOrder(withSources(found, constructs));
  return {
    environment,
    stage: environmentOf(root).stage,
    objects,
    files: [],
    images: byName(images),
    declared,
    externals: inPlace(externals),
    later,
    problems,
  };
}

/** Adds the line of the declaration where it is known and missing; asked only when there is a problem. */
function withSources(problems: readonly Problem[], constructs: readonly IConstruct[]): Problem[] {
  if (problems.length === 0) return [];
  const byPath = new Map(constructs.map((construct) => [pathOf(construct), construct]));
  return problems.map((problem) => {
    const construct = problem.source === undefined ? byPath.get(problem.path) : undefined;
    return concealed(construct ? { ...problem, ...located(construct) } : problem);
  });
}

/** Every construct, parents first. */
function walk(root: IConstruct): IConstruct[] {
  const found: IConstruct[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next);
    const { children } = next.node;
    for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index]!);
  }
  return found;
}

function renderObject(source: ApiObject): {
  readonly object: RenderedObject;
  readonly problems: readonly Problem[];
} {
  const { manifest, findings } = serialise(source);
  const unfit = versionFindings(manifest, environmentOf(source));
  const path = pathOf(source);
  const problems = [...findings, ...unfit].map((finding) => ({ ...finding, path, ...located(source) }));
  const app = source.chart.node.id;
  const ours = KubeObject.isKubeObject(source) ? source : undefined;
  const object: RenderedObject = {
    path,
    ...formerPath(source),
    app,
    file: fileOf(app, manifest, source.chart.namespace),
    manifest,
    hints: ours?.hints ?? {},
    dependsOn: dependencies(source),
    patches: ours?.changes.map((change) => change.reason) ?? [],
    get source() {
      return located(source).source;
    },
  };
  return { object, problems };
}

function formerPath(construct: IConstruct): { formerPath?: string } {
  const { formerIds } = wiringOf(construct);
  const { scopes } = construct.node;
  if (formerIds.size === 0 || !scopes.some((scope) => formerIds.has(scope))) return {};
  const ids = scopes.slice(1).map((scope) => formerIds.get(scope) ?? scope.node.id);
  return { formerPath: [environmentOf(construct).name, ...ids].join("/") };
}

function dependencies(construct: IConstruct): string[] {
  const own = construct.node.dependencies;
  const { scope } = construct.node;
  const inherited = scope && !Chart.isChart(construct) ? dependencies(scope) : [];
  return own.length === 0 ? inherited : [...own.map(pathOf), ...inherited];
}

function validations(construct: IConstruct): Problem[] {
  const recorded = Reflect.get(construct.node, "_validations") as readonly object[] | undefined;
  if (!recorded || recorded.length === 0) return [];
  const ours = recorded
    .filter((validation) => validation instanceof Recorded)
    .flatMap((validation) => [...validation.problems]);
  const texts = new Set(
    ours.length > 0 ? recorded.flatMap((one) => (one instanceof Recorded ? one.validate() : [])) : [],
  );
  const others = construct.node.validate().filter((text) => !texts.has(text));
  return [
    ...ours.map((problem) => ({ ...problem, ...located(construct) })),
    ...others.map((text) => foreign(construct, text)),
  ];
}

function foreign(construct: IConstruct, text: string): Problem {
  const fix = "see the construct's own documentation";
  return {
    code: "validation",
    path: pathOf(construct),
    field: "",
    got: "a refusal",
    allowed: text,
    fix,
    ...located(construct),
  };
}

function cycleProblem(cycle: readonly IConstruct[]): Problem[] {
  if (cycle.length === 0) return [];
  const got = `a cycle: ${cycle.map(pathOf).join(" → ")}`;
  const fix = "remove one of these addDependency calls; `calls` may be mutual and needs none";
  return [
    { code: "dependency-cycle", path: pathOf(cycle[0]!), field: "", got, allowed: "dependencies without a cycle", fix },
  ];
}

function located(construct: IConstruct): { source?: string } {
  const site = callSite(construct);
  if (!site) return {};
  const [, file, line] = /^(.*):(\d+)$/.exec(site) ?? [];
  return { source: `${relative("", file ?? "")}:${line}` };
}

function byName(images: readonly ImagePlan[]): ImagePlan[] {
  return [...images].sort((a, b) => byCodeUnit(a.name, b.name));
}

function inPlace(externals: readonly RenderedExternal[]): RenderedExternal[] {
  return [...externals].sort(
    (a, b) => byCodeUnit(a.app, b.app) || byCodeUnit(a.program, b.program) || byCodeUnit(a.name, b.name),
  );
}

/** Problems by place, so that the text does not depend on the order of checks. */
function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => byCodeUnit(a.path, b.path) || byCodeUnit(a.field, b.field) || byCodeUnit(a.code, b.code),
  );
}
