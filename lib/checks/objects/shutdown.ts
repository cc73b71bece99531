import type { Problem } from "../../errors";
import { show } from "../../show";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { at } from "../read";
import type { Workload } from "../workload";

/** Kubernetes' default of `terminationGracePeriodSeconds`. */
const GRACE = 30;

/** A pod gets time to end, and more of it than it sleeps before it begins. */
export function checkShutdown(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => {
    const grace = workload.pod["terminationGracePeriodSeconds"] ?? GRACE;
    return Number.isInteger(grace) && Number(grace) >= 1 ? sleeps(workload, Number(grace)) : noGrace(workload, grace);
  });
}

function noGrace({ object, podField }: Workload, grace: unknown): Problem[] {
  const allowed = "a whole number of seconds, at least 1: otherwise requests are cut off";
  const complaint = {
    code: "grace-period",
    got: show(grace),
    allowed,
    fix: `set ${GRACE}, Kubernetes' default, or more`,
  };
  return [problem(object, `${podField}.terminationGracePeriodSeconds`, complaint)];
}

function sleeps({ object, podField, containers }: Workload, grace: number): Problem[] {
  return containers.flatMap(({ spec, field }) => {
    const seconds = at(spec, "lifecycle", "preStop", "sleep", "seconds");
    if (typeof seconds !== "number" || seconds < grace) return [];
    const complaint = {
      code: "grace-too-short",
      got: `${seconds} s of sleep, with a grace period of ${grace} s`,
      allowed:
        "less than the grace period: its clock starts with preStop, and what is left is all that the program gets",
      fix: `set ${podField}.terminationGracePeriodSeconds to more than ${seconds}, by the time that a drain takes, or sleep less`,
    };
    return [problem(object, `${field}.lifecycle.preStop.sleep.seconds`, complaint)];
  });
}
