import type { Problem } from "../../errors";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { fields, list, text } from "../read";

const REFERENCE = /\$\$|\$\(([^()]+)\)/g;

interface Variable {
  readonly name: string;
  readonly index: number;
  /** The variables that its value names as `$(NAME)`. */
  readonly names: readonly string[];
}

/**
 * `$(NAME)` in the value of a variable names one that comes before it: Kubernetes puts values in from top to bottom, and
 * leaves the rest as it is (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
 */
export function checkEnvOrder(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap(({ object, containers }) =>
    containers.flatMap(({ spec, field }) => {
      const variables = list(spec["env"]).map(read);
      if (variables.every(({ names }) => names.length === 0)) return [];
      const byName = new Map(variables.map((variable) => [variable.name, variable]));
      return variables.flatMap((variable) => {
        const later = variable.names.map((name) => byName.get(name)).find((one) => one && one.index >= variable.index);
        if (!later) return [];
        const circle = circleOf(variable, byName);
        const complaint = {
          code: "env-order",
          got: `$(${later.name}), set at ${field}.env[${later.index}]`,
          allowed: "variables before it: others are left as they are written",
          fix: circle
            ? `break the circle ${circle.join(" → ")}`
            : `move ${later.name} before ${variable.name}, or write $$(${later.name}) where the text itself is meant`,
        };
        return [problem(object, `${field}.env[${variable.index}].value`, complaint)];
      });
    }),
  );
}

function read(value: unknown, index: number): Variable {
  const variable = fields(value);
  const found = (text(variable["value"]) ?? "").matchAll(REFERENCE);
  return { name: text(variable["name"]) ?? "", index, names: [...found].flatMap(([, name]) => name ?? []) };
}

/** The way from a variable back to itself; each variable is looked at once. */
function circleOf(start: Variable, byName: ReadonlyMap<string, Variable>): string[] | undefined {
  const before = new Map<string, string>();
  const waiting = [start];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const name of next.names) {
      if (name === start.name) return [...trail(next.name, start.name, before), name];
      const variable = byName.get(name);
      if (!variable || before.has(name)) continue;
      before.set(name, next.name);
      waiting.push(variable);
    }
  }
  return undefined;
}

function trail(last: string, first: string, before: ReadonlyMap<string, string>): string[] {
  const names = [last];
  for (let name = last; name !== first; names.unshift(name)) name = before.get(name) ?? first;
  return names;
}
