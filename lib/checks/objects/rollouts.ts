import type { Complaint, Problem } from "../../errors";
import { show } from "../../show";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { at, fields } from "../read";

const REPLICATED = ["apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet"];
const MOST = 2_147_483_647;
const ROLLING = "spec.strategy.rollingUpdate";
/** Kubernetes' defaults (kubernetes pkg/apis/apps/v1/defaults.go). */
const DEFAULTS = { surge: "25%", unavailable: "25%", deadline: 600, ready: 0 };

/** A workload has a number of pods, and a Deployment replaces them: kubernetes pkg/apis/apps/validation/validation.go. */
export function checkRollouts(program: ProgramIndex): Problem[] {
  const counts = REPLICATED.flatMap((kind) => program.ofKind(kind)).map(({ object }) => {
    const { replicas } = fields(object.manifest["spec"]);
    return { object, field: "spec.replicas", complaint: replicaCount(replicas) };
  });
  const rollouts = program.ofKind("apps/Deployment").flatMap(({ object }) => {
    const spec = object.manifest["spec"];
    const { maxSurge = DEFAULTS.surge, maxUnavailable = DEFAULTS.unavailable } = fields(
      at(spec, "strategy", "rollingUpdate"),
    );
    const { progressDeadlineSeconds: deadline = DEFAULTS.deadline, minReadySeconds: ready = DEFAULTS.ready } =
      fields(spec);
    return [
      { object, field: `${ROLLING}.maxSurge`, complaint: amount(maxSurge) ?? stuck(maxSurge, maxUnavailable) },
      { object, field: `${ROLLING}.maxUnavailable`, complaint: amount(maxUnavailable) },
      { object, field: "spec.progressDeadlineSeconds", complaint: tooSoon(deadline, ready) },
    ];
  });
  return [...counts, ...rollouts].flatMap(({ object, field, complaint }) =>
    complaint ? [problem(object, field, complaint)] : [],
  );
}

function replicaCount(value: unknown): Complaint | undefined {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST)) return undefined;
  return { code: "replicas", got: show(value), allowed: `a whole number from 0 to ${MOST}`, fix: "set 3, for example" };
}

function amount(value: unknown): Complaint | undefined {
  const isShare = typeof value === "string" && /^\d+%$/.test(value);
  if (isShare || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST)) return undefined;
  const allowed = "a whole number from 0, or a percentage";
  return { code: "rollout-amount", got: show(value), allowed, fix: 'set 1, or "25%"' };
}

function stuck(surge: unknown, unavailable: unknown): Complaint | undefined {
  if (!isNone(surge) || !isNone(unavailable)) return undefined;
  return {
    code: "rollout-stuck",
    got: `maxSurge ${show(surge)} and maxUnavailable ${show(unavailable)}`,
    allowed: "at least one of them above 0: otherwise no pod can be replaced",
    fix: "set maxSurge to 1",
  };
}

function isNone(amount: unknown): boolean {
  return amount === 0 || (typeof amount === "string" && /^0+%$/.test(amount));
}

function tooSoon(deadline: unknown, ready: unknown): Complaint | undefined {
  if (typeof deadline !== "number" || typeof ready !== "number" || deadline > ready) return undefined;
  return {
    code: "progress-deadline",
    got: show(deadline),
    allowed: `more than minReadySeconds, ${ready}: no pod could count as ready in time`,
    fix: `raise it to ${ready + DEFAULTS.deadline}, for example, or lower minReadySeconds`,
  };
}
