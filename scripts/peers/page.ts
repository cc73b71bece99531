import { readFileSync } from "node:fs";
import { join } from "node:path";
import { show } from "../../lib/show";
import { toolVersion } from "../../test/real/tools/cache";
import { INPUTS } from "./inputs";
import type { Result } from "./measure";
import type { Came, Outcome } from "./outcome";

const PACKAGES = join(__dirname, "../../node_modules");

/** The page with one line for each input. */
export function page(results: readonly Result[]): string {
  return [
    "<!-- Written by `npm run peers` from what the programs did; edits are overwritten. -->",
    "# The same bad input in cdk8s-plus and Helm",
    introduction(results.length),
    summary(results),
    fairness(results),
    ["| No. | Input | Gantry | cdk8s-plus | Helm |", "|---|---|---|---|---|", ...results.map(line)].join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

function introduction(count: number): string {
  return `${count} bad inputs of [the catalogue](bad-input.md), by its numbers, given to three tools: Gantry, cdk8s-plus-27 ${packageVersion("cdk8s-plus-27")}
(with cdk8s ${packageVersion("cdk8s")} and TypeScript ${packageVersion("typescript")}), and Helm ${toolVersion("helm")}. What a tool lets through is given to \`kubectl create --dry-run=server\` and
an API server of Kubernetes ${toolVersion("kube")}. \`npm run peers\` does all of it and writes this page; it needs \`npm run real:tools -- all\`.

- **Gantry**: a program in an environment of stage "production"; the code of what it says at synthesis.
- **cdk8s-plus**: a TypeScript program, compiled with \`strict\`, then \`app.synth()\`.
- **Helm**: the chart of \`helm create\`, whose input is a file of values, through \`helm template\` and \`helm lint --strict\`. Added to it, in the manner of the rest: a ConfigMap, a CronJob, and values for
  \`command\`, \`env\`, \`strategy\` and two times of the rollout. \`helm create\` makes no \`values.schema.json\`: a chart that has one refuses what its author thought of.

The inputs, the same for each tool or the nearest that it can say, are in \`scripts/peers/inputs\`. They were chosen before the first run: for each kind of mistake in a Deployment, Service,
Ingress, autoscaler, CronJob, ConfigMap or reference to a Secret, one input that all three take from their users. Left out is what only Gantry's own rules call a mistake, such as a tag in production. *Then refused* is by kubectl or the server.`;
}

type Stage = "tool" | "right" | "server" | "nobody";
const STAGES: readonly (readonly [Stage, string])[] = [
  ["tool", "refused by the tool"],
  ["right", "turned into what was meant"],
  ["server", "let through, refused by kubectl or the server"],
  ["nobody", "let through, and taken by the server"],
];

function summary(results: readonly Result[]): string {
  const stages = [gantryStage, ({ plus }: Result) => stageOf(plus), ({ helm }: Result) => stageOf(helm)];
  const rows = STAGES.map(([stage, title]) => {
    const counts = stages.map((of) => results.filter((result) => of(result) === stage).length);
    return `| ${[title, ...counts].join(" | ")} |`;
  });
  return ["| | Gantry | cdk8s-plus | Helm |", "|---|---|---|---|", ...rows].join("\n");
}

function gantryStage({ codes }: Result): Stage {
  return codes.length > 0 ? "tool" : "nobody";
}

function stageOf(outcome: Outcome): Stage {
  if (outcome.by === "compiler" || outcome.by === "tool") return "tool";
  return outcome.by === "nobody" && outcome.came.as === "meant" ? "right" : outcome.by;
}

function fairness(results: readonly Result[]): string {
  const refused = results.filter(({ plus }) => stageOf(plus) === "tool");
  const compiled = results.filter(({ plus }) => plus.by === "compiler");
  const through = compiled.filter(({ untyped }) => stageOf(untyped) !== "tool");
  const alsoTyped = results.filter(({ isTyped }) => isTyped);
  const helm = results.filter((result) => ["tool", "right"].includes(stageOf(result.helm)));
  return `How to read it:

- The catalogue is Gantry's own, so its column says little: what Gantry lets through and should not is not here. [The catalogue](bad-input.md) lists what it does not do yet.
- cdk8s-plus does as well in ${refused.length} rows: ${numbers(refused)}. In ${compiled.length} of them the compiler is the one that refuses, before anything runs; Gantry's types refuse ${alsoTyped.length}: ${numbers(alsoTyped)}. Where types are
  not checked, as in JavaScript or for a value that is cast, ${through.length} of these ${compiled.length} inputs pass through cdk8s-plus.
- Helm does as well in ${helm.length} rows: ${numbers(helm)}.
- What the server refuses costs the time until somebody deploys, and objects of the same release may be there already. \`kubectl create --dry-run=server\` in a pipeline finds
  it before, with any tool; it needs a cluster.
- What becomes of what the server takes was not run here. A pod may not start, a job may never run, a password may be read by anybody; linters of manifests find some of it, whatever made them.
  Not all of it does harm: the kubelet puts the / before a probe path that has none (125).
- Helm charts are written once and filled in by many; Gantry has nothing in the place of that.`;
}

function numbers(results: readonly Result[]): string {
  return results.map(label).join(", ") || "none";
}

/** The number of an input, with the input where the table has others of this number. */
function label({ no, input }: Result): string {
  return INPUTS.filter((one) => one.no === no).length > 1 ? `${no} (${input})` : String(no);
}

function line({ no, input, codes, isTyped, plus, helm }: Result): string {
  const gantry = `${codes.length > 0 ? `refused: ${codes.join(", ")}` : "accepted"}${isTyped ? "; by the compiler too" : ""}`;
  return row([String(no), input, gantry, outcomeText(plus), outcomeText(helm)]);
}

/** A line of the table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/[\\<>*_`|]/g, "\\$&")).join(" | ")} |`;
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.by) {
    case "compiler":
      return `refused by the compiler: ${outcome.says}`;
    case "tool":
      return `refused: ${outcome.says}`;
    case "server":
      return `${cameText(outcome.came)}; then refused: ${outcome.says}`;
    case "nobody":
      return `${cameText(outcome.came)}; the server takes it`;
  }
}

/** What a tool that does not refuse did to an input. */
export function cameText({ as, value }: Came): string {
  if (as === "given") return "accepted";
  const now = value === undefined ? "left out" : show(value);
  return as === "meant" ? `put right: ${now}` : `changed: ${now}`;
}

function packageVersion(name: string): string {
  return (JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8")) as { version: string }).version;
}
