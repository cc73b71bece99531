import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { External } from "../../lib/external";
import type { Duration } from "../../lib/units";
import { WAVES } from "../base/kube-object";
import { selectorLabels } from "../base/labels";
import type { Party } from "../base/wiring";
import { NetworkFence } from "../network/fence";
import { OneJob } from "../workload/job";
import type { PodPlan } from "../workload/pod";
import { demand } from "./program";

/** Everything that is decided about a migration. */
export interface MigrationPlan {
  readonly args: readonly string[];
  readonly timeout: Duration;
  readonly needs: readonly External[];
}

/**
 * A Job with the service's own image, configuration and secrets that must succeed before the new version starts: it stands in an earlier wave, and
 * whoever applies wave by wave stops when it fails, while the old version keeps serving. Its pods have a name of their own, so the Service never
 * sends them requests.
 */
export function createMigration(
  scope: Construct,
  service: Party,
  pod: PodPlan,
  plan: MigrationPlan,
  environment: Environment,
): void {
  const name = `${service.name}-migrate`;
  const party: Party = {
    ...service,
    construct: scope,
    name,
    path: `${service.path}/Migration`,
    selector: selectorLabels(name),
    ports: undefined,
  };
  new NetworkFence(scope, "MigrationFence", party, { needs: plan.needs, admits: [], wave: WAVES.prerequisite });
  const once = runOnce(name, pod, plan.args);
  new OneJob(
    scope,
    "Migration",
    name,
    { pod: once, timeout: plan.timeout, retries: 3, parallelism: 1, completions: 1 },
    environment,
    WAVES.migration,
  );
  demand(scope, party, once, 1);
}

/** The service's pod without what only matters while it serves. */
function runOnce(name: string, pod: PodPlan, args: readonly string[]): PodPlan {
  const env = pod.main.env.filter((variable) => !variable.name.startsWith("GANTRY_"));
  const main = { ...pod.main, name, args, env, ports: [], probes: undefined, lifecycle: undefined };
  return { ...pod, name, main, spread: undefined, graceSeconds: undefined, restartPolicy: "Never" };
}
