import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import ts from "typescript";
import { renderDashboard } from "../../../lib/dashboard";
import { DIALECTS, board } from "./boards";

interface PanelJson {
  readonly type: string;
  options?: unknown;
  readonly fieldConfig?: { readonly defaults: { readonly custom?: unknown } };
}

interface Json extends Record<string, unknown> {
  readonly panels: PanelJson[];
}

/** The type of a panel's options and of its fields, by kind of panel. */
const KINDS = { timeseries: "TimeSeries", stat: "Stat", gauge: "Gauge", heatmap: "Heatmap" };

// JSON has the values of enums, and not their names.
const HEAD = `import type { Dashboard } from "@grafana/schema";
${Object.entries(KINDS)
  .map(([kind, name]) => `import type * as ${kind} from "${module(kind, name)}";`)
  .join("\n")}
type Plain<T> = T extends string ? \`\${T}\` : T extends readonly (infer U)[] ? Plain<U>[]
  : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
`;

function module(kind: string, name: string): string {
  return `@grafana/schema/dist/esm/raw/composable/${kind}/panelcfg/x/${name}PanelCfg_types.gen`;
}

/** A program that has no type errors when Grafana's own types describe a dashboard. Options that are left out have Grafana's defaults. */
function program(json: Json): string {
  const constant = (name: string, type: string, value: unknown) =>
    `export const ${name}: Plain<${type}> = ${JSON.stringify(value)};\n`;
  const panels = json.panels.map(({ type, options, fieldConfig }, index) => {
    if (!(type in KINDS)) return "";
    const custom = fieldConfig?.defaults.custom;
    const own = type === "timeseries" || type === "heatmap";
    return (
      constant(`options${index}`, `Partial<${type}.Options>`, options) +
      (own ? constant(`custom${index}`, `${type}.FieldConfig`, custom) : "")
    );
  });
  return HEAD + constant("dashboard", "Dashboard", json) + panels.join("");
}

/** What the compiler finds in each of these programs. */
function compile(programs: ReadonlyMap<string, string>): Map<string, string[]> {
  const folder = __dirname;
  const files = new Map([...programs].map(([name, text], index) => [join(folder, `${index}.ts`), { name, text }]));
  const options = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.text ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const own = files.get(file);
    return own ? ts.createSourceFile(file, own.text, ts.ScriptTarget.ES2022) : getSourceFile(file, ...rest);
  };
  const compiled = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files].map(([file, { name }]) => [
      name,
      compiled
        .getSemanticDiagnostics(compiled.getSourceFile(file))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")),
    ]),
  );
}

const storefront = () => JSON.parse(renderDashboard(board())) as Json;

/** The storefront's dashboard with one mistake. */
function mistaken(kind: string, change: (panel: Record<string, unknown>) => object): Json {
  const json = storefront();
  const index = json.panels.findIndex(({ type }) => type === kind);
  const panels = json.panels.map((panel, at) => (at === index ? { ...panel, ...change({ ...panel }) } : panel));
  return { ...json, panels };
}

const MISTAKES: readonly (readonly [string, Json, string])[] = [
  ["a field that does not exist", { ...storefront(), refreshes: "30s" }, '"refreshes"'],
  ["a number for a text", { ...storefront(), title: 1 }, "'number' is not assignable to type 'string'"],
  ["a variable of no kind", { ...storefront(), templating: { list: [{ name: "x", type: "choice" }] } }, '"choice"'],
  [
    "colours in a wrong mode",
    mistaken("stat", () => ({ fieldConfig: { defaults: { color: { mode: "rainbow" } }, overrides: [] } })),
    '"rainbow"',
  ],
  [
    "an option of another kind of panel",
    mistaken("gauge", ({ options }) => ({ options: { ...(options as object), legend: {} } })),
    '"legend"',
  ],
  [
    "a legend in no place",
    mistaken("timeseries", ({ options }) => ({
      options: {
        ...(options as object),
        legend: { calcs: [], displayMode: "list", placement: "top", showLegend: true },
      },
    })),
    '"top"',
  ],
];

describe("Grafana's own types", () => {
  let found: Map<string, string[]>;

  beforeAll(() => {
    const dashboards = DIALECTS.map(
      ([name, dialect]) => [name, JSON.parse(renderDashboard(board(dialect))) as Json] as const,
    );
    const all = [...dashboards, ...MISTAKES.map(([name, json]) => [name, json] as const)];
    found = compile(new Map(all.map(([name, json]) => [name, program(json)])));
  }, 60_000);

  it.each(DIALECTS)("describe the dashboard of a program that measures with %s", (name) => {
    expect(found.get(name)).toEqual([]);
  });

  it.each(MISTAKES)("do not describe %s", (name, _, words) => {
    expect(found.get(name)?.join("\n")).toContain(words);
  });
});
