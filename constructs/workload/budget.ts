import type { Construct } from "constructs";
import { maxUnavailableFor } from "../../lib/math/rollout";
import { KubeObject } from "../base/kube-object";
import { programLabels, selectorLabels } from "../base/labels";

/** How many pods a drain may take at once: follows the number of pods, and never blocks a drain because of pods that are broken anyway. */
export class DisruptionBudget extends KubeObject<"PodDisruptionBudget"> {
  constructor(scope: Construct, id: string, name: string, leastReplicas: number) {
    super(
      scope,
      id,
      "PodDisruptionBudget",
      { name, labels: programLabels(name) },
      {
        spec: {
          maxUnavailable: maxUnavailableFor(leastReplicas),
          selector: { matchLabels: selectorLabels(name) },
          unhealthyPodEvictionPolicy: "AlwaysAllow",
        },
      },
    );
  }
}
