import type { Fault } from "./mutate";
import { faults } from "./mutate";

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

/** Names, labels and data that the API server refuses too, for the reason that we give. */
export const NAME_FAULTS: readonly Fault[] = [...NAMES, ...DATA];
