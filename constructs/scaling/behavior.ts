import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from "../imports/kubernetes";
import type { HpaPolicySettings, PaceSettings } from "./policy";

/** How fast pods come and go. */
export function behavior({ up, down }: HpaPolicySettings): HorizontalPodAutoscalerBehavior {
  return { scaleDown: rules(down), scaleUp: rules(up) };
}

function rules({ percent, pods, period, window }: PaceSettings): HPAScalingRules {
  const periodSeconds = period.toSeconds();
  return {
    policies: [
      { periodSeconds, type: "Percent", value: percent },
      { periodSeconds, type: "Pods", value: pods },
    ],
    selectPolicy: "Max",
    stabilizationWindowSeconds: window.toSeconds(),
  };
}
