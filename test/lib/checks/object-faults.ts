import type { Fault } from "./mutate";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const PATH = "spec.rules[0].http.paths[0].path";
const IP_BLOCK = "spec.ingress[0].from[0].ipBlock";

/** Rows that change one field, in one kind of object. */
function faults(kind: string, rows: readonly Row[]): Fault[] {
  return rows.map(([title, field, value, code, fix]) => ({ title, in: kind, set: { [field]: value }, code, fix }));
}

type Row = readonly [title: string, field: string, value: unknown, code: string, fix: string];

const METADATA = faults("ConfigMap", [
  ["an API version with two slashes", "apiVersion", "a/b/v1", "api-version", '"apps/v1"'],
  ["an empty kind", "kind", "", "kind", '"ConfigMap"'],
  ["a name with capitals and a dot at the end", "metadata.name", "My_App.", "name-grammar", "use "],
  ["no name", "metadata.name", undefined, "name-missing", "set metadata.name"],
  ["no namespace", "metadata.namespace", undefined, "namespace-missing", "set metadata.namespace"],
  ["a namespace with a blank", "metadata.namespace", "My NS", "name-grammar", "use "],
  ["a namespace of Kubernetes", "metadata.namespace", "kube-system", "namespace-forbidden", "a namespace of its own"],
  ["a label key with two slashes", 'metadata.labels["a b/c/d"]', "x", "name-grammar", "use "],
  ["a label value with a blank", "metadata.labels.team", "hello world!", "name-grammar", 'use "hello-world"'],
  ["a label value that is a number", "metadata.labels.team", 1.1, "not-a-text", 'write it in quotes: "1.1"'],
  ["an annotation that is a boolean", "metadata.annotations.checked", true, "not-a-text", 'write it in quotes: "true"'],
]);

const DATA = faults("ConfigMap", [
  ["a data key with a slash", 'data["a/b"]', "x", "name-grammar", "use "],
  ["a data key that leaves the folder", 'data["../x"]', "x", "name-grammar", "use "],
  ["a data value that is a number", "data.PORT", 8080, "not-a-text", 'write it in quotes: "8080"'],
  ["a data value that is null", "data.PORT", null, "not-a-text", "remove the key"],
  ["binary data that isn't base64", "binaryData.logo", "not base64 %%%", "not-base64", "encode the bytes"],
  ["half a character", "data.title", "\ud83d", "not-unicode", "don't cut a text"],
  ["a number that isn't finite", "data.size", Infinity, "number-not-exact", "write it as a text"],
  ["a number that readers round", "data.size", 2 ** 53 + 2, "number-not-exact", "write it as a text"],
]);

const PODS = faults("Deployment", [
  ["no image", `${APP}.image`, "", "image-missing", "name the image with its digest"],
  ["an image with blanks", `${APP}.image`, "My App:latest tag", "image-reference", "write it as in"],
  ["a digest with 63 digits", `${APP}.image`, `app@sha256:${"a".repeat(63)}`, "image-reference", "write it as in"],
  ["an image without a tag", `${APP}.image`, "registry.example.test:5000/app", "image-tag", "name the version"],
  ["the tag latest", `${APP}.image`, "app:latest", "image-tag", "name the version"],
  [
    "a probe of a closed port",
    `${APP}.livenessProbe.httpGet.port`,
    "htp",
    "unknown-probe-port",
    'did you mean "http"?',
  ],
  ["a probe path without /", `${APP}.livenessProbe.httpGet.path`, "livez", "probe-path", "/healthz"],
  ["a probe path with a line break", `${APP}.livenessProbe.httpGet.path`, "/a\r\nX: y", "probe-path", "/healthz"],
  ["a probe that may never fail", `${APP}.livenessProbe.failureThreshold`, 0, "probe-threshold", "set 3"],
  [
    "a probe that waits too long",
    `${APP}.livenessProbe.timeoutSeconds`,
    11,
    "probe-timeout",
    "raise periodSeconds to 11",
  ],
  ["no grace period", `${POD}.terminationGracePeriodSeconds`, 0, "grace-period", "set 30"],
  [
    "a sleep as long as the grace period",
    `${APP}.lifecycle.preStop.sleep.seconds`,
    30,
    "grace-too-short",
    "to more than 30",
  ],
  ["a privileged container", `${APP}.securityContext.privileged`, true, "privileged", "capabilities.add"],
  ["root that must not be root", `${APP}.securityContext.runAsUser`, 0, "root-and-non-root", "set 65532"],
  ["a user below 0", `${POD}.securityContext.runAsUser`, -1, "run-as-user", "set 65532"],
  ["a container port above 65535", `${APP}.ports[1].containerPort`, 70000, "port-number", "1024 or more"],
  ["a port name in capitals", `${APP}.ports[1].name`, "HTTP_Main", "name-grammar", "use "],
  ["a container name in capitals", `${APP}.name`, "My_Container", "name-grammar", 'use "my-container"'],
  ["a volume name in capitals", `${POD}.volumes[1].name`, "Bad_Name", "name-grammar", 'use "bad-name"'],
  [
    "a mount path that isn't absolute",
    `${APP}.volumeMounts[1].mountPath`,
    "rel/path:x",
    "mount-path",
    "whole path from the root",
  ],
  ["a request that isn't an amount", `${APP}.resources.requests.memory`, "1 Gi", "quantity-grammar", 'write "1Gi"'],
  ["a limit below 0", `${APP}.resources.limits.cpu`, "-500m", "quantity-range", 'write "500m"'],
  [
    "a request above its limit",
    `${APP}.resources.requests.cpu`,
    "1",
    "request-above-limit",
    "lower the request of cpu to",
  ],
  ["a variable that is a number", `${APP}.env[2].value`, 1, "env-value", 'write it in quotes: "1"'],
  ["a variable with NUL", `${APP}.env[2].value`, "a\0b", "env-value", "remove U+0000"],
  ["a variable without a value", `${APP}.env[2].value`, undefined, "env-value", 'or "" on purpose'],
  ["a variable named A=B", `${APP}.env[2].name`, "A=B", "name-grammar", "use "],
]);

const TRAFFIC = [
  ...faults("Ingress", [
    ["a host that is a URL", "spec.rules[0].host", "HTTP://bad host", "ingress-host", '"shop.example.test"'],
    ["a host that is an address", "spec.rules[0].host", "10.0.0.1", "ingress-host", '"shop.example.test"'],
    ["a host with a dot at the end", "spec.rules[0].host", "shop.example.test.", "ingress-host", '"shop.example.test"'],
    ["a path with a blank", PATH, "/a b;rm", "ingress-path", '"/orders"'],
    ["a path that climbs", PATH, "/a/../b", "ingress-path", '"/orders"'],
  ]),
  ...faults("NetworkPolicy", [
    ["an address above 255", `${IP_BLOCK}.cidr`, "10.0.0.999/33", "cidr", '"10.0.0.0/8"'],
    ["an exception outside of its block", `${IP_BLOCK}.except[0]`, "11.0.0.0/16", "cidr-except", "remove it"],
  ]),
];

/** One row for each rule about one object. */
export const OBJECT_FAULTS: readonly Fault[] = [
  ...METADATA.map((fault) => ({ ...fault, path: "prod/shop/storefront/ConfigMap" })),
  ...DATA,
  ...PODS,
  ...TRAFFIC,
  ...faults("Service", [["a Service name with a digit first", "metadata.name", "1svc", "name-grammar", "use "]]),
  ...faults("Role", [
    ["a role for everything", "rules[0].verbs[0]", "*", "wildcard-role", "gantry.dev/opt-out.wildcard-role"],
  ]).map((fault) => ({ ...fault, field: "rules[0].verbs" })),
  ...faults("CronJob", [
    ["a schedule that never comes", "spec.schedule", "0 0 31 2 *", "schedule-never", ""],
    ["a time zone of another planet", "spec.timeZone", "Mars/Phobos", "time-zone", "Europe/Berlin"],
  ]).map((fault) => ({ ...fault, path: "prod/shop/storefront-nightly/CronJob" })),
  {
    title: "annotations of 300,000 bytes",
    in: "ConfigMap",
    set: { "metadata.annotations": { note: "x".repeat(300_000) } },
    code: "annotations-too-large",
    fix: "move the largest one into a ConfigMap",
  },
  {
    title: "a ConfigMap of more than 1 MiB",
    in: "ConfigMap",
    set: { "data.big": "x".repeat(1_048_577) },
    code: "data-too-large",
    field: "data",
    fix: 'put "big" into the image or a volume',
  },
  {
    title: "an object of more than 1.5 MiB",
    in: "HTTPRoute",
    set: { "spec.note": "x".repeat(1_600_000) },
    code: "object-too-large",
    field: "",
    fix: "split it",
  },
  {
    title: "a key in data and binaryData",
    in: "ConfigMap",
    set: { "data.logo": "x", "binaryData.logo": "AAAA" },
    code: "duplicate-key",
    fix: "remove it from one of data and binaryData",
  },
  {
    title: "a Secret with its secret",
    add: [
      { of: "ConfigMap", name: "keys", set: { kind: "Secret", data: undefined, stringData: { token: "hunter2" } } },
    ],
    code: "literal-secret",
    path: "prod/shop/keys/ConfigMap",
    field: "stringData",
    fix: "ExternalSecret",
  },
  {
    title: "liveness that asks what readiness asks",
    in: "Deployment",
    set: { [`${APP}.livenessProbe.httpGet.path`]: "/readyz" },
    code: "identical-probes",
    field: `${APP}.livenessProbe`,
    fix: "/livez",
  },
  {
    title: "the socket of the container runtime",
    in: "Deployment",
    set: { [`${POD}.volumes[1]`]: { name: "tmp", hostPath: { path: "/var/run//docker.sock" } } },
    code: "runtime-socket",
    field: `${POD}.volumes[1].hostPath.path`,
    fix: "remove the volume",
  },
  {
    title: "configuration of the controller in an annotation",
    in: "Ingress",
    set: { "metadata.annotations": { "nginx.ingress.kubernetes.io/server-snippet": "return 200;" } },
    code: "ingress-snippet",
    field: 'metadata.annotations["nginx.ingress.kubernetes.io/server-snippet"]',
    fix: "use the controller's annotation",
  },
];
