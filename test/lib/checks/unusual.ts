import type { Change } from "./mutate";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const PATH = "spec.rules[0].http.paths[0]";
const BLOCK = "spec.ingress[0].from[0].ipBlock";

type Row = readonly [title: string, field: string, value: unknown];

function rows(kind: string, list: readonly Row[]): Change[] {
  return list.map(([title, field, value]) => ({ title, in: kind, set: { [field]: value } }));
}

/** Manifests that look wrong and are right: the API server takes each of them. */
export const UNUSUAL: readonly Change[] = [
  ...rows("ConfigMap", [
    ["an empty label value", "metadata.labels.team", ""],
    ["a label value of 63 characters", "metadata.labels.team", "a".repeat(63)],
    ["a label key with dots and underscores", "metadata.labels.a_b-c", "x"],
    ["an annotation key with a prefix in capitals", 'metadata.annotations["Example.TEST/Key"]', "x"],
    ["an annotation with line breaks and signs", "metadata.annotations.note", 'a\n\t"b": {{ c }} #'],
    ["a data key with a hyphen first", 'data["-a"]', "x"],
    ["a data key that hides", 'data[".env"]', "x"],
    ["a data key of 253 characters", `data.${"a".repeat(253)}`, "x"],
    ["an empty data value", "data.EMPTY", ""],
    ["base64 with line breaks", "binaryData.logo", "AAAA\nAAA=\n"],
    ["empty binary data", "binaryData.logo", ""],
    ["data that can't change", "immutable", true],
  ]),
  ...rows("Role", [
    ["no rule at all", "rules", []],
    ["a name with an underscore in a rule", "rules[0].resourceNames", ["a_B"]],
  ]),
  ...rows("Service", [["a node port that Kubernetes chooses", "spec.ports[0].nodePort", 0]]),
  ...rows("Service storefront-store", [
    ["a target port 0, which means the port", "spec.ports[0].targetPort", 0],
    ["a port name of digits", "spec.ports[0].name", "80"],
  ]),
  ...rows("Deployment", [
    ["a request without a limit", `${APP}.resources`, { requests: { cpu: "250m", memory: "1e8" } }],
    ["an amount in thousandths of a byte", `${APP}.resources.limits.memory`, "134217728000m"],
    ["an amount with an exponent", `${APP}.resources.limits.memory`, "1e9"],
    ["an amount with a plus", `${APP}.resources.limits.cpu`, "+1"],
    ["an amount with a point first", `${APP}.resources.limits.cpu`, ".5"],
    ["a huge amount", `${APP}.resources.limits.memory`, "1Ei"],
    ["an empty variable", `${APP}.env[2].value`, ""],
    ["a variable that names another", `${APP}.env[2].value`, "$(LOG_LEVEL) $$(x)"],
    ["one port with two protocols", `${APP}.ports[2]`, { containerPort: 8080, protocol: "UDP" }],
    [
      "two ports without a name",
      `${APP}.ports`,
      [{ name: "http", containerPort: 8080 }, { containerPort: 7001 }, { containerPort: 7002 }],
    ],
    ["an underscore for a variable's name", `${APP}.env[2].name`, "_"],
    ["a port name of one letter", `${APP}.ports[1].name`, "m"],
    ["a port by number in a probe", `${APP}.livenessProbe.httpGet.port`, 8080],
    ["an empty path in a probe, which means /", `${APP}.livenessProbe.httpGet.path`, ""],
    ["a last call that sleeps for nothing", `${APP}.lifecycle.preStop.sleep.seconds`, 0],
    ["a mount path with a slash at its end", `${APP}.volumeMounts[1].mountPath`, "/tmp/"],
    ["a user with a large number", `${POD}.securityContext.runAsUser`, 2_147_483_647],
    ["no labels of its own", "metadata.labels", undefined],
    [
      "a selector of expressions",
      "spec.selector",
      { matchExpressions: [{ key: "app.kubernetes.io/instance", operator: "In", values: ["storefront", "x"] }] },
    ],
  ]),
  ...rows("StatefulSet", [["a claim for each pod and no replicas", "spec.replicas", 0]]),
  ...rows("CronJob", [
    ["a schedule of words", "spec.schedule", "0 4 * jan-mar MON,wed"],
    ["a schedule with a question mark", "spec.schedule", "0 4 ? * *"],
    ["a schedule with blanks around it", "spec.schedule", "  0 4  * *\t* "],
    ["a period", "spec.schedule", "@every 1h30m"],
    ["a macro", "spec.schedule", "@midnight"],
    ["a step from a number on", "spec.schedule", "5/15 * * * *"],
    ["the leap day", "spec.schedule", "0 0 29 2 *"],
    ["a time zone of three parts", "spec.timeZone", "America/Argentina/Buenos_Aires"],
    ["a time zone with its sign the wrong way round", "spec.timeZone", "Etc/GMT+1"],
    ["a link to a time zone", "spec.timeZone", "US/Pacific"],
  ]),
  ...rows("HorizontalPodAutoscaler", [["no metric, which means CPU", "spec.metrics", []]]),
  ...rows("PodDisruptionBudget", [
    ["a budget in percent", "spec.maxUnavailable", "34%"],
    ["a budget that lets all pods go", "spec.maxUnavailable", "100%"],
  ]),
  ...rows("NetworkPolicy", [
    ["a block of IPv6 with a hole", BLOCK, { cidr: "2001:db8::/32", except: ["2001:db8:1::/48"] }],
    ["one address of IPv6", BLOCK, { cidr: "::1/128" }],
    ["DNS in a range of ports", "spec.egress[0].ports", [{ port: 50, endPort: 60, protocol: "UDP" }]],
  ]),
  ...rows("Ingress", [
    ["a host with a star in front", "spec.rules[0].host", "*.example.test"],
    ["a host of digits", "spec.rules[0].host", "1.2.3"],
    ["an empty host, which means all", "spec.rules[0].host", ""],
    ["a path with every sign of a URL", `${PATH}.path`, "/a-._~!$&'()*+,=:@%20/"],
    ["an expression for the controller", PATH, { ...backend(), path: "/(a|b)/.*", pathType: "ImplementationSpecific" }],
    ["no path for the controller", PATH, { ...backend(), pathType: "ImplementationSpecific" }],
  ]),
  {
    title: "the same least and most, with a reason",
    in: "HorizontalPodAutoscaler",
    set: {
      "spec.minReplicas": 10,
      "metadata.annotations": { "gantry.dev/opt-out.never-scales": "frozen for the sale" },
    },
  },
  {
    title: "the whole of IPv4, with a reason",
    in: "NetworkPolicy",
    set: {
      [BLOCK]: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "169.254.0.0/16"] },
      "metadata.annotations": {
        "gantry.dev/opt-out.open-ingress": "a load balancer that keeps the callers' addresses",
      },
    },
  },
  {
    title: "a run in an hour that is skipped once a year, with a reason",
    in: "CronJob",
    set: {
      "spec.schedule": "30 2 * * *",
      "spec.timeZone": "Europe/Berlin",
      "metadata.annotations": { "gantry.dev/opt-out.daylight-saving": "a run more or less does no harm" },
    },
  },
  ...rows("RoleBinding", [["a group and a person", "subjects", [user("Group"), user("User")]]]),
];

function backend(): Record<string, unknown> {
  return { backend: { service: { name: "storefront", port: { number: 80 } } } };
}

function user(kind: string): Record<string, unknown> {
  return { kind, name: "oncall@example.test", apiGroup: "rbac.authorization.k8s.io" };
}
