import { ConfigMap, EnvValue, Secret } from "cdk8s-plus-27";
import { GoCronJob, ImageRef, SecretRef } from "../../../app";
import { labelled, PINNED, service } from "../gantry";
import { CONTAINER, type Input } from "../input";
import * as plus from "../plus";

const LABEL = ["Deployment", "spec", "template", "metadata", "labels", "tier"];
const NAME = "a".repeat(63);
const LONG = "x".repeat(2 ** 20 + 1);

/** Names, labels, configuration and secrets. */
export const DATA: readonly Input[] = [
  {
    no: 1,
    input: 'name "My_App."',
    gantry: (chart) => service(chart, { name: "My_App." }),
    plus: (chart) => plus.deployment(chart).exposeViaService({ name: "My_App." }),
    helm: "fullnameOverride: My_App.",
    at: ["Service", "metadata", "name"],
    given: "My_App.",
  },
  {
    no: 14,
    input: "a CronJob name of 63 characters",
    gantry: (chart) =>
      new GoCronJob(chart, "Bad", { image: ImageRef.pinned(PINNED), schedule: "0 7 * * *", name: NAME }),
    plus: (chart) => plus.cronJob(chart, { metadata: { name: NAME } }),
    helm: `fullnameOverride: ${NAME}\ncronJob: { enabled: true }`,
    at: ["CronJob", "metadata", "name"],
    given: NAME,
  },
  {
    no: 20,
    input: 'label value "hello world!"',
    gantry: (chart) => labelled(chart, { tier: "hello world!" }),
    plus: (chart) => plus.deployment(chart, {}, { podMetadata: { labels: { tier: "hello world!" } } }),
    helm: 'podLabels: { tier: "hello world!" }',
    at: LABEL,
    given: "hello world!",
  },
  {
    no: 22,
    input: "label value 1.10 as a number",
    gantry: (chart) =>
      labelled(chart, {
        // @ts-expect-error a label is a text
        tier: 1.1,
      }),
    plus: (chart) =>
      plus.deployment(
        chart,
        {},
        {
          // @ts-expect-error a label is a text
          podMetadata: { labels: { tier: 1.1 } },
        },
      ),
    helm: "podLabels: { tier: 1.10 }",
    at: LABEL,
    given: 1.1,
    meant: "1.10",
  },
  {
    no: 27,
    input: "ConfigMap data above 1 MiB",
    gantry: (chart) => service(chart, { config: { TEXT: LONG } }),
    plus: (chart) => new ConfigMap(chart, "Bad", { data: { TEXT: LONG } }),
    helm: `config: { TEXT: ${LONG} }`,
    at: ["ConfigMap", "data", "TEXT"],
    given: LONG,
  },
  {
    no: 29,
    input: 'ConfigMap key "a/b"',
    gantry: (chart) => service(chart, { config: { "a/b": "x" } }),
    plus: (chart) => new ConfigMap(chart, "Bad", { data: { "a/b": "x" } }),
    helm: "config: { a/b: x }",
    at: ["ConfigMap", "data", "a/b"],
    given: "x",
  },
  {
    no: 32,
    input: "ConfigMap value null",
    gantry: (chart) =>
      service(chart, {
        // @ts-expect-error a value is a text
        config: { A: null },
      }),
    plus: (chart) =>
      new ConfigMap(chart, "Bad", {
        // @ts-expect-error a value is a text
        data: { A: null },
      }),
    // To Helm, null in a file of values means that the key shall go.
    helm: "config: { A: null }",
    at: ["ConfigMap", "data", "A"],
    given: null,
    meant: undefined,
  },
  {
    no: 99,
    input: "API_TOKEN=abc as a plain variable",
    gantry: (chart) => service(chart, { config: { API_TOKEN: "abc" } }),
    plus: (chart) => plus.deployment(chart, { envVariables: { API_TOKEN: EnvValue.fromValue("abc") } }),
    helm: "env: [{ name: API_TOKEN, value: abc }]",
    at: [...CONTAINER, "env", 0, "value"],
    given: "abc",
  },
  {
    no: 101,
    input: "a URL with a password in a ConfigMap",
    gantry: (chart) => service(chart, { config: { DB: "postgres://shop:hunter2@db/shop" } }),
    plus: (chart) => new ConfigMap(chart, "Bad", { data: { DB: "postgres://shop:hunter2@db/shop" } }),
    helm: 'config: { DB: "postgres://shop:hunter2@db/shop" }',
    at: ["ConfigMap", "data", "DB"],
    given: "postgres://shop:hunter2@db/shop",
  },
  {
    no: 102,
    input: 'the key "bad key" of a Secret',
    gantry: (chart) => service(chart, { secrets: { A: SecretRef.existing("shop", "bad key") } }),
    plus: (chart) => {
      const secret = Secret.fromSecretName(chart, "Secret", "shop");
      plus.deployment(chart, { envVariables: { A: EnvValue.fromSecretValue({ secret, key: "bad key" }) } });
    },
    helm: "env: [{ name: A, valueFrom: { secretKeyRef: { name: shop, key: bad key } } }]",
    at: [...CONTAINER, "env", 0, "valueFrom", "secretKeyRef", "key"],
    given: "bad key",
  },
  {
    no: 127,
    input: "user 0 that must not be root",
    gantry: (chart) => service(chart, { security: { user: 0 } }),
    plus: (chart) => plus.deployment(chart, { securityContext: { user: 0, ensureNonRoot: true } }),
    helm: "securityContext: { runAsUser: 0, runAsNonRoot: true }",
    at: [...CONTAINER, "securityContext", "runAsUser"],
    given: 0,
  },
];
