import type { AppChart } from "../../../app";
import { RawObject } from "../../../app";
import type { Manifest } from "../../../lib/rendered";
import { APP } from "../manifests";
import * as make from "../manifests";
import type { Row } from "../row";
import { program, prop, raw, server } from "../row";

const rolling = (changes: object) =>
  make.deployment(Object.fromEntries(Object.entries(changes).map(([key, value]) => [`spec.${key}`, value])));
const STRATEGY = "strategy.rollingUpdate";
/** An autoscaler and its Deployment. */
const scaled = (changes: Record<string, unknown>, deployment: Record<string, unknown> = {}) =>
  [make.autoscaler(changes), make.deployment({ [`${APP}.resources.requests.cpu`]: "100m", ...deployment })] as const;
const both =
  ([bad, other]: readonly [object, object]) =>
  (chart: AppChart) => {
    new RawObject(chart, "Other", other as Manifest);
    new RawObject(chart, "Bad", bad as Manifest);
  };
const MIN = "spec.minReplicas";

/** Entries 112 to 122: scaling, rollout and budgets. */
export const SCALING: readonly Row[] = [
  prop(
    112,
    "one pod in production",
    { scaling: { min: 1 } },
    ["replicas-too-few", "scaling.min", "at least 2", "Replicas.single"],
    server(make.deployment({ "spec.replicas": 1 })),
  ),
  prop(
    112,
    "no pod in production",
    { scaling: { min: 0 } },
    ["scale-to-zero", "scaling.min", "KEDA", "set it to 2"],
    server(make.deployment({ "spec.replicas": 0 })),
  ),
  program(
    113,
    "a number of pods beside an autoscaler",
    both([make.deployment({ "spec.replicas": 3, [`${APP}.resources.requests.cpu`]: "100m" }), make.autoscaler()]),
    ["replicas-and-autoscaler", "spec.replicas", "no fixed number", "remove spec.replicas"],
    server(make.deployment({ "spec.replicas": 3 })),
  ),
  prop(114, "an autoscaler with min above max", { scaling: { min: 5, max: 3 } }, [
    "max-below-min",
    "scaling.max",
    "a max above min",
    "raise max",
  ]),
  program(
    114,
    "an autoscaler's min above max of an object",
    both(scaled({ [MIN]: 5 })),
    ["scaling-bounds", MIN, "at most spec.maxReplicas (4)", "set spec.minReplicas"],
    server(make.autoscaler({ [MIN]: 5 }), "must be greater than or equal to"),
  ),
  program(
    115,
    "an autoscaler with min 0",
    both(scaled({ [MIN]: 0 })),
    ["scaling-bounds", MIN, "at least 1", "set 2"],
    server(make.autoscaler({ [MIN]: 0 }), "must be greater than or equal to 1"),
  ),
  program(
    115,
    "an autoscaler with max 0",
    both(scaled({ "spec.maxReplicas": 0 })),
    ["scaling-bounds", "spec.maxReplicas", "at least 1", "set the most pods"],
    server(make.autoscaler({ "spec.maxReplicas": 0 }), "maxReplicas"),
  ),
  program(
    115,
    "an autoscaler with utilization 0",
    both(scaled({ "spec.metrics[0].resource.target.averageUtilization": 0 })),
    ["scaling-target", "spec.metrics[0].resource.target.averageUtilization", "at least 1", "set 50"],
    server(make.autoscaler({ "spec.metrics[0].resource.target.averageUtilization": 0 }), "must be greater than 0"),
  ),
  prop(115, "scaling.cpu 0%", { scaling: { cpu: "0%" } }, ["percent-range", "scaling.cpu", "above 0 %", ""]),
  prop(116, "an autoscaler with min equal to max", { scaling: { min: 3, max: 3 } }, [
    "never-scales",
    "scaling.max",
    "a max above min",
    "Replicas.fixed(3)",
  ]),
  program(
    116,
    "an autoscaler's min equal to max of an object",
    both(scaled({ [MIN]: 4 })),
    ["never-scales", MIN, "below spec.maxReplicas", "gantry.dev/opt-out.never-scales"],
    server(make.autoscaler({ [MIN]: 4 })),
  ),
  program(
    117,
    "two autoscalers on one target",
    (chart) => {
      both(scaled({}))(chart);
      new RawObject(chart, "Second", make.autoscaler({ "metadata.name": "second" }) as Manifest);
    },
    ["two-scalers", "spec.scaleTargetRef", "one scaler", "remove the other", "prod/shop/Second"],
    server(make.autoscaler({ "metadata.name": "other" })),
  ),
  program(
    118,
    "an autoscaler on CPU without requests",
    both([make.autoscaler(), make.deployment()]),
    ["scaling-without-request", "spec.metrics[0]", "a cpu request", "resources.requests.cpu"],
    server(make.autoscaler()),
  ),
  prop(119, "maxSurge -5%", { rollout: { maxSurge: "-5%" } }, [
    "out-of-range",
    "rollout.maxSurge",
    "from 0 to 1000",
    "set it to 0",
  ]),
  raw(
    119,
    "maxSurge -5% of an object",
    rolling({ [`${STRATEGY}.maxSurge`]: "-5%" }),
    ["rollout-amount", `spec.${STRATEGY}.maxSurge`, "a whole number from 0, or a percentage", "25%"],
    "a valid percent string",
  ),
  prop(120, "maxSurge 0 and maxUnavailable 0", { rollout: { maxSurge: 0, maxUnavailable: 0 } }, [
    "rollout-stuck",
    "rollout.maxSurge",
    "at least one of them above 0",
    "set maxSurge to 1",
  ]),
  raw(
    120,
    "maxSurge 0 and maxUnavailable 0 of an object",
    rolling({ [STRATEGY]: { maxSurge: 0, maxUnavailable: "0%" } }),
    ["rollout-stuck", `spec.${STRATEGY}.maxSurge`, "at least one of them above 0", "set maxSurge to 1"],
    "may not be 0 when",
  ),
  prop(121, "progressDeadline below minReady", { rollout: { minReady: "60s", progressDeadline: "30s" } }, [
    "progress-deadline",
    "rollout.progressDeadline",
    "more than minReady",
    "raise it",
  ]),
  raw(
    121,
    "progressDeadline below minReady of an object",
    rolling({ minReadySeconds: 60, progressDeadlineSeconds: 30 }),
    ["progress-deadline", "spec.progressDeadlineSeconds", "more than minReadySeconds, 60", "raise it"],
    "must be greater than minReadySeconds",
  ),
  program(
    122,
    "a budget of maxUnavailable 0",
    both([make.budget({ "spec.maxUnavailable": 0 }), make.deployment({ "spec.replicas": 3 })]),
    ["undrainable-budget", "spec.maxUnavailable", "", ""],
    server(make.budget({ "spec.maxUnavailable": 0 })),
  ),
  program(
    122,
    "a budget that keeps every pod",
    both([make.budget({ "spec.minAvailable": 3 }), make.deployment({ "spec.replicas": 3 })]),
    ["undrainable-budget", "spec.minAvailable", "", ""],
    server(make.budget({ "spec.minAvailable": 3 })),
  ),
];
