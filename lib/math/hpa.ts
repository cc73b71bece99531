/** What the autoscaler knows when it decides. */
export interface Load {
  /** Pods there are now. */
  readonly current: number;
  /** The average per pod, in the unit of the target, e.g. per cent of the CPU request. */
  readonly metric: number;
  readonly target: number;
  /** How far the ratio of metric and target may be from 1 before anything changes. @default 0.1 */
  readonly tolerance?: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The pods that a HorizontalPodAutoscaler asks for when every pod is ready and reports, before its behaviour slows it down
 * (kubernetes/kubernetes pkg/controller/podautoscaler `reconcileAutoscaler`, `GetResourceReplicas`).
 * With no pods at all, autoscaling is off.
 */
export function desiredReplicas({ current, metric, target, tolerance = 0.1, min, max }: Load): number {
  if (current === 0) return 0;
  const within = (replicas: number) => Math.min(max, Math.max(min, replicas));
  if (within(current) !== current) return within(current);
  const ratio = metric / target;
  if (1 - tolerance <= ratio && ratio <= 1 + tolerance) return current;
  return within(Math.ceil(ratio * current));
}

/** The most pods after one period of 15 s under `DEFAULT_BEHAVIOR`. */
export function scaleUpLimit(current: number): number {
  return Math.max(current * 2, current + 4);
}

/**
 * How fast Kubernetes scales unless told otherwise: up by 100 % or 4 pods in 15 s, whichever is more, at once; down to
 * anything, once it was not needed for 300 s (kubernetes/kubernetes pkg/apis/autoscaling/v2/defaults.go; the 300 s are
 * the controller's `--horizontal-pod-autoscaler-downscale-stabilization`).
 */
export const DEFAULT_BEHAVIOR = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: "Max",
    policies: [
      { type: "Pods", value: 4, periodSeconds: 15 },
      { type: "Percent", value: 100, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: "Max",
    policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
  },
} as const;
