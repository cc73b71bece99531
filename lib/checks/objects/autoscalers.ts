import type { Problem } from "../../errors";
import { show } from "../../show";
import { isOptedOut, optOut } from "../opt-outs";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { at, isFields, list } from "../read";
import type { Scaler } from "../scaler";

/** An autoscaler aims at something, and has room to scale. */
export function checkAutoscalers(program: ProgramIndex): Problem[] {
  return program.scalers.flatMap((scaler) => [...targets(scaler), ...room(scaler)]);
}

function targets({ object }: Scaler): Problem[] {
  return list(at(object.manifest, "spec", "metrics")).flatMap((metric, index) =>
    ["resource", "containerResource"].flatMap((source) => {
      const target = at(metric, source, "target");
      const aim = at(target, "averageUtilization");
      if (!isFields(target) || aim === undefined || (Number.isInteger(aim) && Number(aim) >= 1)) return [];
      const complaint = {
        code: "scaling-target",
        got: show(aim),
        allowed: "a whole number of per cents, at least 1",
        fix: "set 50, for example: half of what the pods ask for",
      };
      return [problem(object, `spec.metrics[${index}].${source}.target.averageUtilization`, complaint)];
    }),
  );
}

function room({ object, min, max, minField, maxField }: Scaler): Problem[] {
  if (min !== max || !Number.isInteger(min) || isOptedOut(object, "never-scales")) return [];
  const complaint = {
    code: "never-scales",
    got: `${show(min)}, as ${maxField}`,
    allowed: `a number below ${maxField} (${show(max)})`,
    fix: `lower it, remove the autoscaler and set replicas, or ${optOut("never-scales")}`,
  };
  return [problem(object, minField, complaint)];
}
