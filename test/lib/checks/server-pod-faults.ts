import type { Fault } from "./mutate";
import { faults } from "./mutate";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const SELECTOR = { matchLabels: { "app.kubernetes.io/instance": "storefront" } };

const PODS = faults("Deployment", [
  ["an empty container name", `${APP}.name`, "", "name-grammar", "choose one", "name: Required value"],
  ["a container name with a dot", `${APP}.name`, "a.b", "name-grammar", 'use "a-b"', "must not contain dots"],
  ["a port name of 16 characters", `${APP}.ports[1].name`, "a".repeat(16), "name-too-long", "use ", "no more than 15"],
  [
    "a port name without a letter",
    `${APP}.ports[1].name`,
    "123",
    "name-grammar",
    'use "port-123"',
    "at least one letter",
  ],
  ["a port name with two hyphens", `${APP}.ports[1].name`, "a--b", "name-grammar", 'use "a-b"', "consecutive hyphens"],
  ["a container port 0", `${APP}.ports[1].containerPort`, 0, "port-number", "1024 or more", "containerPort: Required"],
  ["half a container port", `${APP}.ports[1].containerPort`, 80.5, "port-number", "1024 or more", "cannot convert"],
  [
    "a volume name of 64 characters",
    `${POD}.volumes[1].name`,
    "a".repeat(64),
    "name-too-long",
    "use ",
    "no more than 63",
  ],
  ["an empty mount path", `${APP}.volumeMounts[1].mountPath`, "", "absolute-path", "whole path", "mountPath: Required"],
  ["a variable without a name", `${APP}.env[2].name`, "", "name-grammar", "choose one", "name: Required value"],
  ["a variable with an accent", `${APP}.env[2].name`, "é", "name-grammar", "choose one", "printable ASCII"],
  [
    "an amount with the unit GiB",
    `${APP}.resources.limits.memory`,
    "1.5GiB",
    "quantity-grammar",
    "write ",
    "quantities must match",
  ],
  [
    "an amount with a comma",
    `${APP}.resources.limits.cpu`,
    "1,5",
    "quantity-grammar",
    "write ",
    "quantities must match",
  ],
  [
    "a user above 2147483647",
    `${POD}.securityContext.runAsUser`,
    2 ** 31,
    "run-as-user",
    "set 65532",
    "between 0 and 2147483647",
  ],
  [
    "a sleep above the grace period",
    `${APP}.lifecycle.preStop.sleep.seconds`,
    31,
    "grace-too-short",
    "more than 31",
    "non-negative and less than",
  ],
  [
    "a threshold below 0",
    `${APP}.livenessProbe.failureThreshold`,
    -1,
    "probe-threshold",
    "set 3",
    "greater than or equal to 0",
  ],
  [
    "a probe of port 0",
    `${APP}.livenessProbe.httpGet.port`,
    0,
    "unknown-probe-port",
    "ask a declared port",
    "between 1 and 65535",
  ],
  [
    "a probe of a port in capitals",
    `${APP}.livenessProbe.httpGet.port`,
    "HTTP_Main",
    "unknown-probe-port",
    "ask a declared port",
    "only alpha-numeric",
  ],
  [
    "an empty key of a ConfigMap",
    `${APP}.env[0].valueFrom.configMapKeyRef.key`,
    "",
    "unknown-key",
    "correct the key",
    "key: Required value",
  ],
  [
    "two volumes at the very same path",
    `${APP}.volumeMounts[1].mountPath`,
    "/etc/app",
    "duplicate-mount",
    'mount "tmp"',
    "duplicate entries",
  ],
]);

const SCALING = faults("HorizontalPodAutoscaler", [
  [
    "no most number of pods",
    "spec.maxReplicas",
    undefined,
    "scaling-bounds",
    "most pods",
    "must be set and greater than 0",
  ],
  ["a most number of 0 pods", "spec.maxReplicas", 0, "scaling-bounds", "most pods", "must be set and greater than 0"],
  ["a least number below 0", "spec.minReplicas", -1, "scaling-bounds", "set 2 or more", "greater than or equal to 1"],
  ["a least number that is no whole one", "spec.minReplicas", 2.5, "scaling-bounds", "set 2 or more", "cannot convert"],
  ["a least number that is a text", "spec.minReplicas", "3", "scaling-bounds", "set 2 or more", "expected numeric"],
  ["an autoscaler of nothing", "spec.scaleTargetRef.name", "", "dangling-scaler", "name one", "name: Required value"],
]);

const BUDGETS: readonly Fault[] = [
  ...faults("PodDisruptionBudget", [
    [
      "a budget of -1",
      "spec.maxUnavailable",
      -1,
      "budget-amount",
      "set maxUnavailable: 1",
      "greater than or equal to 0",
    ],
    [
      "a budget without the percent sign",
      "spec.maxUnavailable",
      "50",
      "budget-amount",
      "set maxUnavailable: 1",
      "a valid percent string",
    ],
    [
      "a budget of more than all",
      "spec.maxUnavailable",
      "101%",
      "budget-amount",
      "set maxUnavailable: 1",
      "not be greater than 100%",
    ],
    ["half a pod", "spec.maxUnavailable", 1.5, "budget-amount", "set maxUnavailable: 1", "cannot unmarshal number"],
  ]),
  {
    title: "a budget with both amounts",
    in: "PodDisruptionBudget",
    set: { "spec.minAvailable": 1 },
    code: "budget-amount",
    fix: "remove minAvailable",
    server: "cannot be both set",
  },
  {
    title: "a budget that keeps 200%",
    in: "PodDisruptionBudget",
    set: { spec: { selector: SELECTOR, minAvailable: "200%" } },
    code: "budget-amount",
    field: "spec.minAvailable",
    fix: "set maxUnavailable: 1",
    server: "not be greater than 100%",
  },
];

const CRON = faults("CronJob", [
  ["no schedule", "spec.schedule", "", "schedule-grammar", "30 4 * * *", "schedule: Required value"],
  ["a schedule in words", "spec.schedule", "every day", "schedule-grammar", "30 4 * * *", "expected exactly 5 fields"],
  [
    "a schedule of six fields",
    "spec.schedule",
    "* * * * * *",
    "schedule-grammar",
    "30 4 * * *",
    "expected exactly 5 fields",
  ],
  ["minute 99", "spec.schedule", "99 * * * *", "schedule-grammar", "correct the minute", "above maximum (59)"],
  ["steps of 0", "spec.schedule", "*/0 * * * *", "schedule-grammar", "correct the minute", "step of range"],
  ["day 7 of the week", "spec.schedule", "0 0 * * 7", "schedule-grammar", "0 for Sunday", "above maximum (6)"],
  ["day 0 of the month", "spec.schedule", "0 0 0 * *", "schedule-grammar", "correct the day", "below minimum (1)"],
  [
    "a range backwards",
    "spec.schedule",
    "5-1 * * * *",
    "schedule-grammar",
    "correct the minute",
    "beyond end of range",
  ],
  [
    "a word that cron lacks",
    "spec.schedule",
    "@fortnightly",
    "schedule-grammar",
    "30 4 * * *",
    "unrecognized descriptor",
  ],
  ["a word in capitals", "spec.schedule", "@DAILY", "schedule-grammar", "30 4 * * *", "unrecognized descriptor"],
  ["a period in days", "spec.schedule", "@every 1d", "schedule-grammar", "@every 1h30m", "unknown unit"],
  [
    "a time zone in the schedule",
    "spec.schedule",
    "TZ=UTC 0 0 * * *",
    "schedule-time-zone",
    "time zone of the job",
    "TZ",
  ],
  ["an empty time zone", "spec.timeZone", "", "time-zone", "Europe/Berlin", "non-empty string"],
  ["the node's own time zone", "spec.timeZone", "Local", "time-zone", "Europe/Berlin", "explicit time zone"],
  ["a time zone in small letters", "spec.timeZone", "europe/berlin", "time-zone", "Europe/Berlin", "unknown time zone"],
  ["an offset for a time zone", "spec.timeZone", "+01:00", "time-zone", "Europe/Berlin", "unknown time zone"],
]).map((fault) => ({ ...fault, path: "prod/shop/storefront-nightly/CronJob" }));

/** Workloads, and what scales and protects them, that the API server refuses too, for the reason that we give. */
export const WORKLOAD_FAULTS: readonly Fault[] = [...PODS, ...SCALING, ...BUDGETS, ...CRON];
