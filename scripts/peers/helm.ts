import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toolProgram } from "../../test/real/tools/cache";
import { extendChart } from "./helm-chart";
import type { Made } from "./outcome";
import { clean } from "./words";

const VALUES = "values.yaml";
const LINT_FINDING = /^\[(?:ERROR|WARNING)\] (.*)$/m;

/** Makes the chart in a folder, for `template`. */
export function createChart(folder: string): void {
  execFileSync(toolProgram("helm"), ["create", "chart"], { cwd: folder, env: surroundings(folder), stdio: "pipe" });
  extendChart(join(folder, "chart"));
}

/** Runs `helm lint --strict` and `helm template` on the chart of the folder with these values. */
export function template(folder: string, values: string): Made {
  writeFileSync(join(folder, VALUES), `${values}\n`);
  const templated = helm(folder, ["template", "bad", "chart", "--skip-tests", "--values", VALUES]);
  if (templated.status !== 0) return { refused: clean(templated.stderr) };
  const lint = helm(folder, ["lint", "chart", "--strict", "--values", VALUES]);
  if (lint.status !== 0) return { refused: `helm lint: ${clean(LINT_FINDING.exec(lint.stdout)?.[1] ?? lint.stderr)}` };
  const file = join(folder, "objects.yaml");
  writeFileSync(file, templated.stdout);
  return { file };
}

function helm(folder: string, args: readonly string[]) {
  return spawnSync(toolProgram("helm"), args, {
    cwd: folder,
    env: surroundings(folder),
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
}

/** Nothing of the user's own Helm. */
function surroundings(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: folder };
}
