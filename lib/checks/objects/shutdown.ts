import type { Problem } from "../../errors";
import { show } from "../../show";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { at, list } from "../read";
import type { Container, Workload } from "../workload";

/** Kubernetes' default of `terminationGracePeriodSeconds`. */
const GRACE = 30;
const SLEEP = /^(?:\S*sh -c )?(?:\S*\/)?sleep (\d+)s?$/;

/** A pod gets time to end, and more of it than it sleeps before it begins. */
export function checkShutdown(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => {
    const execs = workload.containers.flatMap((container) => execSleep(workload, container));
    const grace = workload.pod["terminationGracePeriodSeconds"] ?? GRACE;
    const isGrace = Number.isInteger(grace) && Number(grace) >= 1;
    return [...execs, ...(isGrace ? sleeps(workload, Number(grace)) : noGrace(workload, grace))];
  });
}

/** An image without a shell, as Go programs have, has no such program either: the hook would fail at once. */
function execSleep({ object }: Workload, { spec, field }: Container): Problem[] {
  const command = list(at(spec, "lifecycle", "preStop", "exec", "command"));
  const [, seconds] = SLEEP.exec(command.join(" ")) ?? [];
  if (seconds === undefined) return [];
  const complaint = {
    code: "exec-sleep",
    got: show(command),
    allowed: "the kubelet's own preStop.sleep: it needs no program in the image",
    fix: `write preStop: { sleep: { seconds: ${seconds} } }`,
  };
  return [problem(object, `${field}.lifecycle.preStop.exec.command`, complaint)];
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
