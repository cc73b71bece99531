import { rowsOf, table } from "../../lib/consistency";
import type { Problem } from "../../lib/errors";
import { ValidationError } from "../../lib/errors";
import type { Rendered } from "../../lib/rendered";
import { lockFileOf } from "../read";
import type { Renderable } from "../synthesize";
import { GO, buildxTool, missingTools } from "../tools/missing";
import { nothing, nothingBuilt, unknownEnvironments } from "./findings";
import { Gatherer } from "./gatherer";
import type { ConsistencyOptions } from "./options";

/** What is the same here, in the images and in the environments, and what is not. */
export interface Consistency {
  /** A table for each environment. */
  readonly text: string;
  readonly isConsistent: boolean;
}

/**
 * Holds what this machine would build and run against the images in the lock file and the environments that run them.
 * @throws ValidationError with what is wrong with the programs and the options, or with the tools of this machine.
 */
export function checkConsistency(apps: readonly Renderable[], options: ConsistencyOptions): Consistency {
  const programs = apps.map((app) => app.render());
  refuseAny(unknownEnvironments(programs, options));
  const lock = lockFileOf(options.lock);
  const { here, compared } = chosen(programs, options);
  refuseAny(programProblems([...new Set([here, ...compared])]));
  refuseAny(compared.length === 0 ? [nothing("run", `only ${here.environment}`)] : nothingBuilt(compared, lock));
  refuseAny(missingTools([GO, buildxTool(options.buildx)]));
  const gatherer = new Gatherer(here, lock, options.buildx);
  const results = compared.map((there) => {
    const rows = gatherer.factsOf(there).flatMap(rowsOf);
    return { text: table(there.environment, here.environment, rows), isSame: rows.every(({ isSame }) => isSame) };
  });
  return { text: results.map(({ text }) => text).join("\n"), isConsistent: results.every(({ isSame }) => isSame) };
}

function chosen(programs: readonly Rendered[], { local, environments }: ConsistencyOptions) {
  return {
    here: programs.find(({ environment }) => environment === local)!,
    compared: programs.filter(({ environment }) => environments?.includes(environment) ?? environment !== local),
  };
}

/** Here, nothing needs to be built; what runs elsewhere is asked of the lock file, also in development. */
function programProblems(programs: readonly Rendered[]): readonly Problem[] {
  return programs.flatMap(({ problems }) => problems).filter(({ code }) => code !== "image-not-built");
}

function refuseAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ValidationError(problems, "nothing was compared");
}
