import { basename, join } from "node:path";
import type { ControlPlane } from "../../test/real/control-plane";
import { namespace } from "../../test/real/core/samples";
import { compilerRefusals } from "./compiler";
import { gantryCodes } from "./gantry";
import { createChart, template } from "./helm";
import type { Input } from "./input";
import { INPUTS } from "./inputs";
import type { Made, Outcome } from "./outcome";
import { whatCame } from "./outcome";
import { synthesize } from "./plus";
import { clean } from "./words";

const NAMESPACE = "shop";

/** What each tool makes of an input. */
export interface Result {
  readonly no: number;
  readonly input: string;
  /** Of the problems that Gantry finds when it runs. */
  readonly codes: readonly string[];
  /** Whether the types of Gantry refuse it before. */
  readonly isTyped: boolean;
  readonly plus: Outcome;
  /** What cdk8s-plus makes of it where types are not checked, as in JavaScript. */
  readonly untyped: Outcome;
  readonly helm: Outcome;
}

/** Gives every input to every tool, and what they make of it to the API server. The folder is for their files. */
export async function measure(plane: ControlPlane, folder: string): Promise<Result[]> {
  await plane.client.apply(namespace(NAMESPACE));
  createChart(folder);
  const compiled = compilerRefusals();
  const results: Result[] = [];
  for (const one of INPUTS) {
    const typed = (tool: string) =>
      compiled.find(({ no, input, tool: of }) => no === one.no && input === one.input && of === tool)?.message;
    const says = typed("plus");
    const untyped = await outcome(plane, synthesize(one.plus, join(folder, "plus")), one);
    results.push({
      no: one.no,
      input: one.input,
      codes: gantryCodes(one.gantry),
      isTyped: typed("gantry") !== undefined,
      plus: says === undefined ? untyped : { by: "compiler", says },
      untyped,
      helm: await outcome(plane, template(folder, one.helm), one),
    });
  }
  return results;
}

async function outcome(plane: ControlPlane, made: Made, input: Input): Promise<Outcome> {
  if ("refused" in made) return { by: "tool", says: made.refused };
  const says = await serverRefusal(plane, made.file);
  return { by: says === "" ? "nobody" : "server", says, came: whatCame(made.file, input) };
}

/** What the server says when it refuses the objects of a file; empty when it takes them. */
export async function serverRefusal(plane: ControlPlane, file: string): Promise<string> {
  const { code, stderr } = await plane.kubectl(["create", "--dry-run=server", "-n", NAMESPACE, "-f", file]);
  return code === 0 ? "" : clean(stderr.replace(/^Warning: .*$/gm, "").replaceAll(file, basename(file)));
}
