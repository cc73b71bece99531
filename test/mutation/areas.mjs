/** Parts of lib that are mutated one at a time, each with the tests that must notice: files, or folders of them. */
export const AREAS = {
  math: { mutate: ["lib/math/**/*.ts"], tests: ["test/lib/math"] },
  units: { mutate: ["lib/units/**/*.ts"], tests: ["test/lib/units"] },
  names: { mutate: ["lib/names.ts"], tests: ["test/lib/names.test.ts", "test/lib/name-messages.test.ts"] },
  fields: { mutate: ["lib/fields/**/*.ts"], tests: ["test/lib/fields"] },
  values: {
    mutate: ["lib/*.ts", "!lib/names.ts", "!lib/registry.ts", "!lib/external.ts", "!lib/backing.ts"],
    tests: ["test/lib/values"],
  },
  files: { mutate: ["lib/files/**/*.ts"], tests: ["test/lib/files.test.ts", "test/lib/file-refusals.test.ts"] },
  render: { mutate: ["lib/render/**/*.ts"], tests: ["test/lib/render"] },
  checks: { mutate: ["lib/checks/*.ts", "!lib/checks/pod-*.ts"], tests: ["test/lib/checks"] },
  "checks-pods": { mutate: ["lib/checks/pod-*.ts"], tests: ["test/lib/checks"] },
  policy: { mutate: ["lib/policy/**/*.ts"], tests: ["test/lib/policy"] },
  external: {
    mutate: ["lib/external.ts", "lib/backing.ts"],
    tests: ["test/lib/external.test.ts", "test/lib/external-messages.test.ts"],
  },
  registry: {
    mutate: ["lib/registry.ts", "lib/registry/**/*.ts"],
    tests: ["test/lib/registry.test.ts", "test/lib/registry-messages.test.ts"],
  },
  image: { mutate: ["lib/image/**/*.ts"], tests: ["test/lib/image", "test/constructs/go-image.test.ts"] },
  trust: { mutate: ["lib/trust/**/*.ts"], tests: ["test/lib/trust"] },
  consistency: { mutate: ["lib/consistency/**/*.ts"], tests: ["test/lib/consistency"] },
  "go-module": { mutate: ["lib/go-module/**/*.ts"], tests: ["test/lib/go-module"] },
  promql: { mutate: ["lib/promql/**/*.ts"], tests: ["test/lib/promql.test.ts"] },
  slo: { mutate: ["lib/slo/**/*.ts"], tests: ["test/lib/slo", "test/constructs/observability"] },
  alerting: {
    mutate: ["lib/alerting/**/*.ts"],
    tests: ["test/lib/alerting", "test/constructs/alert-delivery.test.ts"],
  },
  dashboard: { mutate: ["lib/dashboard/**/*.ts"], tests: ["test/lib/dashboard"] },
  scaling: { mutate: ["lib/scaling/**/*.ts"], tests: ["test/lib/scaling", "test/constructs/scaling"] },
  "checks-objects": { mutate: ["lib/checks/objects/**/*.ts"], tests: ["test/lib/checks"] },
};
