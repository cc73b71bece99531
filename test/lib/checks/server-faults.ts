import type { Fault } from "./mutate";
import { faults } from "./mutate";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const PATH = "spec.rules[0].http.paths[0]";
const BLOCK = "spec.ingress[0].from[0].ipBlock";
const SELECTOR = { matchLabels: { "app.kubernetes.io/instance": "storefront" } };

const NAMES: readonly Fault[] = [
  ...faults("ConfigMap", [
    ["a name of 254 characters", "metadata.name", "a".repeat(254), "name-too-long", "use ", "no more than 253"],
    ["a name with a hyphen first", "metadata.name", "-a", "name-grammar", 'use "a"', "RFC 1123 subdomain"],
    ["a name with an empty part", "metadata.name", "a..b", "name-grammar", 'use "a.b"', "RFC 1123 subdomain"],
    ["a namespace with a dot", "metadata.namespace", "a.b", "name-grammar", 'use "a-b"', "not found"],
    [
      "a label value of 64 characters",
      "metadata.labels.team",
      "a".repeat(64),
      "name-too-long",
      "use ",
      "no more than 63",
    ],
    [
      "a label value with a slash",
      "metadata.labels.team",
      "feature/x",
      "name-grammar",
      'use "feature-x"',
      "a valid label must",
    ],
    [
      "a label prefix in capitals",
      'metadata.labels["UPPER.test/x"]',
      "x",
      "name-grammar",
      'use "upper.test"',
      "prefix part",
    ],
    [
      "a label key without a prefix before /",
      'metadata.labels["/x"]',
      "x",
      "name-grammar",
      "choose one",
      "must be non-empty",
    ],
    [
      "a label key without a name after /",
      'metadata.labels["a.test/"]',
      "x",
      "name-grammar",
      "choose one",
      "must be non-empty",
    ],
    ["an annotation key with a blank", 'metadata.annotations["a b"]', "x", "name-grammar", 'use "a-b"', "name part"],
    ["an annotation that is a number", "metadata.annotations.size", 5, "not-a-text", '"5"', "expected string"],
  ]).map((fault) => ({ ...fault, path: "prod/shop/storefront/ConfigMap" })),
  ...faults("Service", [
    ["a Service name with a dot", "metadata.name", "a.b", "name-grammar", 'use "a-b"', "must not contain dots"],
    ["a Service name of 64 characters", "metadata.name", "a".repeat(64), "name-too-long", "use ", "no more than 63"],
  ]).map((fault) => ({ ...fault, path: "prod/shop/storefront/Service" })),
  ...faults("CronJob", [
    ["a CronJob name of 53 characters", "metadata.name", "a".repeat(53), "name-too-long", "use ", "no more than 52"],
  ]).map((fault) => ({ ...fault, path: "prod/shop/storefront-nightly/CronJob" })),
  {
    title: "a Job name of 64 characters",
    add: [{ of: "CronJob", name: "a".repeat(64), path: "prod/shop/job", set: job() }],
    code: "name-too-long",
    path: "prod/shop/job",
    field: "metadata.name",
    fix: "use ",
    server: "no more than 63",
  },
  {
    title: "a namespace with a dot in its own name",
    add: [{ of: "ConfigMap", name: "a.b", path: "prod/ns", set: namespace() }],
    code: "name-grammar",
    path: "prod/ns",
    field: "metadata.name",
    fix: 'use "a-b"',
    server: "must not contain dots",
  },
  {
    title: "a level of Pod Security that nobody knows",
    add: [
      {
        of: "ConfigMap",
        name: "pay",
        path: "prod/ns",
        set: { ...namespace(), 'metadata.labels["pod-security.kubernetes.io/enforce"]': "restrictd" },
      },
    ],
    code: "pod-security-level",
    path: "prod/ns",
    field: 'metadata.labels["pod-security.kubernetes.io/enforce"]',
    fix: 'write "restricted"',
    server: "must be one of privileged, baseline, restricted",
  },
];

function namespace(): Record<string, unknown> {
  return { kind: "Namespace", data: undefined, "metadata.namespace": undefined };
}

function job(): Record<string, unknown> {
  const containers = [{ name: "report", image: "registry.example.test/report:v3" }];
  return { kind: "Job", spec: { template: { spec: { restartPolicy: "Never", containers } } } };
}

const DATA = faults("ConfigMap", [
  ["a data key that is a dot", 'data["."]', "x", "name-grammar", "choose one", "must not be '.'"],
  ["a data key of 254 characters", `data.${"a".repeat(254)}`, "x", "name-too-long", "use ", "no more than 253"],
  ["a data key with a letter of German", 'data["ü"]', "x", "name-grammar", "choose one", "a valid config key"],
  ["a data value that is an object", "data.A", { a: 1 }, "not-a-text", "write it as JSON text", "expected string"],
  ["base64 without padding", "binaryData.logo", "AAA", "not-base64", "encode the bytes", "illegal base64"],
  ["base64 of the alphabet for URLs", "binaryData.logo", "AA-_", "not-base64", "encode the bytes", "illegal base64"],
]);

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
    "unable to parse",
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
    "a grace period below 0",
    `${POD}.terminationGracePeriodSeconds`,
    -1,
    "grace-period",
    "set 30",
    "terminationGracePeriodSeconds",
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
    "duplicate-mount-path",
    'mount "tmp"',
    "duplicate entries",
  ],
]);

const SERVICES = faults("Service", [
  ["a Service port 0", "spec.ports[0].port", 0, "port-number", "without quotes", "between 1 and 65535"],
  ["a Service port above 65535", "spec.ports[0].port", 65536, "port-number", "without quotes", "between 1 and 65535"],
  [
    "a target port above 65535",
    "spec.ports[0].targetPort",
    70000,
    "port-number",
    "without quotes",
    "between 1 and 65535",
  ],
  [
    "a target port in capitals",
    "spec.ports[0].targetPort",
    "HTTP_Main",
    "unknown-target-port",
    "declared port",
    "only alpha-numeric",
  ],
  [
    "a Service's port name in capitals",
    "spec.ports[0].name",
    "HTTP_Main",
    "name-grammar",
    'use "http-main"',
    "RFC 1123 label",
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
    ["half a pod", "spec.maxUnavailable", 1.5, "budget-amount", "set maxUnavailable: 1", "cannot convert"],
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

const NETWORK = faults("NetworkPolicy", [
  ["an address without a prefix", `${BLOCK}.cidr`, "10.0.0.0", "cidr", "/32", "must be a valid CIDR"],
  ["a prefix of 33", `${BLOCK}.cidr`, "10.0.0.0/33", "cidr", "/32", "must be a valid CIDR"],
  [
    "an address with bits behind the prefix",
    `${BLOCK}.cidr`,
    "10.0.0.1/8",
    "cidr",
    "/32",
    "bits set beyond the prefix",
  ],
  [
    "an IPv6 address with bits behind the prefix",
    `${BLOCK}.cidr`,
    "2001:db8::1/32",
    "cidr",
    "/32",
    "bits set beyond the prefix",
  ],
  ["an address with zeros in front", `${BLOCK}.cidr`, "010.0.0.0/8", "cidr", "/32", "leading 0s"],
  ["a prefix with a zero in front", `${BLOCK}.cidr`, "10.0.0.0/08", "cidr", "/32", "leading 0s"],
  ["an IPv6 prefix of 129", `${BLOCK}.cidr`, "::/129", "cidr", "/32", "must be a valid CIDR"],
  ["an address with a zone", `${BLOCK}.cidr`, "fe80::%eth0/64", "cidr", "/32", "must be a valid CIDR"],
  ["an IPv4 address in one of IPv6", `${BLOCK}.cidr`, "::ffff:10.0.0.0/104", "cidr", "/32", "IPv4-mapped"],
  ["an exception that isn't an address", `${BLOCK}.except[0]`, "x", "cidr", "/32", "must be a valid CIDR"],
  [
    "an exception as large as its block",
    `${BLOCK}.except[0]`,
    "10.0.0.0/8",
    "cidr-except",
    "remove it",
    "must be a strict subset",
  ],
  [
    "an exception of the other family",
    `${BLOCK}.except[0]`,
    "2001:db8::/32",
    "cidr-except",
    "remove it",
    "must be a strict subset",
  ],
]);

const INGRESSES = faults("Ingress", [
  ["a host that is a star", "spec.rules[0].host", "*", "ingress-host", "shop.example.test", "a wildcard DNS-1123"],
  ["a star inside a host", "spec.rules[0].host", "a.*.b", "ingress-host", "shop.example.test", "a wildcard DNS-1123"],
  ["a host with a port", "spec.rules[0].host", "a.test:80", "ingress-host", "shop.example.test", "RFC 1123 subdomain"],
  [
    "a host that is an IPv6 address",
    "spec.rules[0].host",
    "::1",
    "ingress-host",
    "shop.example.test",
    "not an IP address",
  ],
  ["a path without /", `${PATH}.path`, "orders", "ingress-path", '"/orders"', "must be an absolute path"],
  ["a path with two slashes", `${PATH}.path`, "/a//b", "ingress-path", '"/orders"', "must not contain '//'"],
  ["a path with a slash in code", `${PATH}.path`, "/a%2fb", "ingress-path", '"/orders"', "must not contain '%2f'"],
  ["a path that climbs at its end", `${PATH}.path`, "/a/..", "ingress-path", '"/orders"', "cannot end with '/..'"],
  ["a path with a dot at its end", `${PATH}.path`, "/a/.", "ingress-path", '"/orders"', "cannot end with '/.'"],
  [
    "no path type",
    `${PATH}.pathType`,
    undefined,
    "ingress-path-type",
    "pathType: Prefix",
    "pathType must be specified",
  ],
  [
    "a path type that nobody knows",
    `${PATH}.pathType`,
    "Regex",
    "ingress-path-type",
    "pathType: Prefix",
    "Unsupported value",
  ],
]);

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
  ["the node's own time zone", "spec.timeZone", "Local", "time-zone", "", "explicit time zone"],
  ["a time zone in small letters", "spec.timeZone", "europe/berlin", "time-zone", "Europe/Berlin", "unknown time zone"],
  ["an offset for a time zone", "spec.timeZone", "+01:00", "time-zone", "Europe/Berlin", "unknown time zone"],
]).map((fault) => ({ ...fault, path: "prod/shop/storefront-nightly/CronJob" }));

const ACCESS = faults("RoleBinding", [
  [
    "a binding of a kind that grants nothing",
    "roleRef.kind",
    "Rol",
    "unknown-reference",
    "correct the name",
    "Unsupported value",
  ],
  [
    "a binding of a role without a name",
    "roleRef.name",
    "",
    "unknown-reference",
    "correct the name",
    "name: Required value",
  ],
]);

/** Rows that the API server refuses, each for the reason that we give. */
export const SERVER_FAULTS: readonly Fault[] = [
  ...NAMES,
  ...DATA,
  ...PODS,
  ...SERVICES,
  ...SCALING,
  ...BUDGETS,
  ...NETWORK,
  ...INGRESSES,
  ...CRON,
  ...ACCESS.map((fault) => ({ ...fault, field: "roleRef.name" })),
];
