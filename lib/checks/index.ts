import type { Problem } from "../errors";
import type { Rendered } from "../rendered";
import { checkBindings } from "./bindings";
import { checkBudgets } from "./budgets";
import { checkDuplicates } from "./duplicates";
import { checkExternalMetrics } from "./external-metrics";
import { checkMounts } from "./mounts";
import { checkNetworkPolicies } from "./network-policies";
import { checkAmounts } from "./objects/amounts";
import { checkAutoscalers } from "./objects/autoscalers";
import { checkCidrs } from "./objects/cidrs";
import { checkCommands } from "./objects/commands";
import { checkContainers } from "./objects/containers";
import { checkCronJobs } from "./objects/cron-jobs";
import { checkData } from "./objects/data";
import { checkEnvOrder } from "./objects/env-order";
import { checkIdentity } from "./objects/identity";
import { checkImages } from "./objects/images";
import { checkIngresses } from "./objects/ingresses";
import { checkLabels } from "./objects/labels";
import { checkProbes } from "./objects/probes";
import { checkRoles } from "./objects/roles";
import { checkRollouts } from "./objects/rollouts";
import { checkSecretTexts } from "./objects/secret-texts";
import { checkSecurity } from "./objects/security";
import { checkShutdown } from "./objects/shutdown";
import { checkPodNames } from "./pod-names";
import { checkPodSecurity } from "./pod-security";
import { ProgramIndex } from "./program-index";
import { checkReferences } from "./references";
import { checkRouteTwins } from "./route-twins";
import { checkRoutes } from "./routes";
import { checkScaling } from "./scaling";
import { checkSelectors } from "./selectors";
import { checkServices } from "./services";

type Rule = (program: ProgramIndex) => Problem[];

const WHOLE_PROGRAM: readonly Rule[] = [
  checkDuplicates,
  checkSelectors,
  checkScaling,
  checkExternalMetrics,
  checkServices,
  checkBudgets,
  checkNetworkPolicies,
  checkReferences,
  checkBindings,
  checkRoutes,
  checkRouteTwins,
  checkPodNames,
  checkMounts,
  checkPodSecurity,
];

const EACH_OBJECT: readonly Rule[] = [
  checkIdentity,
  checkLabels,
  checkData,
  checkContainers,
  checkCommands,
  checkEnvOrder,
  checkImages,
  checkProbes,
  checkShutdown,
  checkSecurity,
  checkAmounts,
  checkRollouts,
  checkAutoscalers,
  checkCronJobs,
  checkIngresses,
  checkCidrs,
  checkRoles,
  checkSecretTexts,
];

/**
 * Every problem of a rendered program, in any manifest: what Kubernetes would refuse, and what it would take and never
 * make work. Linear in objects and references. A manifest may have any shape, short of thousands of levels.
 */
export function checkProgram(rendered: Pick<Rendered, "objects" | "declared">): Problem[] {
  const program = new ProgramIndex(rendered);
  return [...EACH_OBJECT, ...WHOLE_PROGRAM].flatMap((rule) => rule(program));
}
