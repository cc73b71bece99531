import { known } from "../../../targets/pulumi/later-outputs";
import { Cpu, Replicas, Route, SecretRef, Size, Volume } from "../../../app";
import { only, render } from "../../support/program";
import { APP } from "../manifests";
import * as make from "../manifests";
import type { Row } from "../row";
import { kept, noted, program, prop, raw, server, service } from "../row";

const KEY = ["-----BEGIN", "PRIVATE", "KEY-----\nMIIE\n-----END", "PRIVATE", "KEY-----\n"].join(" ");
const env = (name: string, value: string) => make.deployment({ [`${APP}.env`]: [{ name, value }] });
const VALUE = `${APP}.env[0].value`;
const use = (requests: object, limits: object) => make.deployment({ [`${APP}.resources`]: { requests, limits } });

/** Entries 99 to 111: secrets and amounts. */
export const SECRETS_AND_AMOUNTS: readonly Row[] = [
  prop(
    99,
    "API_TOKEN=abc in config",
    { config: { API_TOKEN: "abc" } },
    ["literal-secret", "config.API_TOKEN", "a reference", "env.secret"],
    server(env("API_TOKEN", "abc")),
  ),
  prop(99, "a private key in config", { config: { A: KEY } }, [
    "literal-secret",
    "config.A",
    "a reference",
    "env.secret",
  ]),
  prop(99, "a literal in secrets", { secrets: { A: "hunter2" } }, [
    "literal-secret",
    "secrets.A",
    "a reference",
    "env.secret",
  ]),
  raw(99, "API_TOKEN=abc of an object", env("API_TOKEN", "abc"), [
    "literal-secret",
    VALUE,
    "no secret in a file",
    "a secretKeyRef",
  ]),
  raw(99, "a cloud key in a variable of an object", env("A", `AKIA${"ABCDEFGH".repeat(2)}`), [
    "literal-secret",
    VALUE,
    "no secret in a file",
    "a secretKeyRef",
  ]),
  raw(100, "a Secret with literal stringData", make.secret({ "stringData.token": "hunter2" }), [
    "literal-secret",
    "stringData",
    "no secret in a file",
    "ExternalSecret",
  ]),
  raw(101, "a password in a ConfigMap", make.configMap({ "data.password": "hunter2" }), [
    "literal-secret",
    "data.password",
    "no secret in a file",
    "a secretKeyRef",
  ]),
  raw(101, "a URL with a password in a ConfigMap", make.configMap({ "data.url": "postgres://shop:hunter2@db/shop" }), [
    "literal-secret",
    "data.url",
    "no secret in a file",
    "a secretKeyRef",
  ]),
  prop(101, "a URL with a password in config", { config: { DB: "postgres://shop:hunter2@db/shop" } }, [
    "literal-secret",
    "config.DB",
    "a reference",
    "env.secret",
  ]),
  prop(101, "a URL with a password in args", { args: ["--db=postgres://shop:hunter2@db/shop"] }, [
    "literal-secret",
    "args[0]",
    "a reference",
    "secrets:",
  ]),
  raw(
    101,
    "a URL with a password in args of an object",
    make.deployment({ [`${APP}.args`]: ["--db=postgres://shop:hunter2@db/shop"] }),
    ["literal-secret", `${APP}.args[0]`, "no secret in a file", "a secretKeyRef"],
  ),
  prop(
    102,
    'the key "bad key" of a Secret',
    { secrets: { A: SecretRef.existing("shop", "bad key") } },
    ["name-grammar", "secrets.A", "A-Z, a-z, 0-9", 'use "bad-key"'],
    server(
      make.deployment({
        [`${APP}.env`]: [{ name: "A", valueFrom: { secretKeyRef: { name: "shop", key: "bad key" } } }],
      }),
      "must consist of alphanumeric",
    ),
  ),
  raw(
    102,
    "a Secret that nobody declares",
    make.deployment({ [`${APP}.env`]: [{ name: "A", valueFrom: { secretKeyRef: { name: "gone", key: "a" } } }] }),
    ["unknown-reference", `${APP}.env[0].valueFrom.secretKeyRef.name`, "declared to exist", "correct the name"],
  ),
  noted(
    "Gantry takes names of certificates, never certificates",
    raw(
      103,
      "an empty TLS certificate",
      make.secret({ type: "kubernetes.io/tls", stringData: { "tls.crt": "", "tls.key": "" } }),
      ["literal-secret", "stringData", "no secret in a file", "ExternalSecret"],
    ),
  ),
  prop(
    103,
    "a route without the name of its certificate",
    {
      expose: Route.ingress("shop.example.test", { className: "nginx", tlsSecret: "", controllerNamespace: "ingress" }),
    },
    ["name-grammar", "expose", "the name of a Secret", "choose one"],
  ),
  {
    no: 104,
    input: "a Pulumi secret rendered to a file",
    declare: () => known("database-url")(["postgres://shop:hunter2@db/shop", "yaml", true]),
    want: [
      "secret-in-yaml",
      "provider.renderYamlToDirectory",
      "no secret in a file",
      "apply it to a cluster",
      "GantryChart",
    ],
  },
  prop(
    105,
    "CPU limit below the request",
    { cpu: "2", cpuLimit: "1" },
    ["limit-below-request", "cpuLimit", "at least the request, 2", "raise cpuLimit"],
    server(use({ cpu: "2" }, { cpu: "1" }), "must be less than or equal to cpu limit"),
  ),
  raw(
    105,
    "memory limit below the request",
    use({ memory: "2Gi" }, { memory: "1Gi" }),
    ["limit-below-request", `${APP}.resources.requests.memory`, "at most the limit", "lower the request"],
    "must be less than or equal to memory limit",
  ),
  program(106, "Cpu.millis(-5)", () => Cpu.millis(-5), ["cpu-range", "", "above 0", "", ""]),
  program(106, "Cpu.millis(NaN)", () => Cpu.millis(NaN), ["cpu-range", "", "above 0", "", ""]),
  raw(
    106,
    "CPU -5m of an object",
    use({ cpu: "-5m" }, {}),
    ["quantity-range", `${APP}.resources.requests.cpu`, "at least 0", '"5m"'],
    "must be greater than or equal to 0",
  ),
  prop(
    107,
    "memory 512m",
    { memory: "512m" },
    ["size-decimal-suffix", "memory", "a thousandth of a byte", "512Mi"],
    server(use({ memory: "512m" }, {})),
  ),
  prop(
    107,
    "memory 64M",
    { memory: "64M" },
    ["size-decimal-suffix", "memory", "5 % less", "64Mi"],
    server(use({ memory: "64M" }, {})),
  ),
  ...["1.5GiB", "1 Gi", "1e3Ki"].flatMap((memory) => [
    prop(108, `memory ${memory}`, { memory }, ["quantity-grammar", "memory", "without blanks", ""]),
    raw(
      108,
      `memory ${memory} of an object`,
      use({ memory }, {}),
      ["quantity-grammar", `${APP}.resources.requests.memory`, "without blanks", ""],
      "quantities must match",
    ),
  ]),
  kept(
    109,
    "1 KiB and 100 MiB",
    () => {
      const rendered = render((chart) =>
        service(chart, { scratch: "100Mi", volumes: { cache: Volume.memory("/cache", Size.kibibytes(1)) } }),
      );
      return only(rendered, "Deployment").spec.template.spec?.volumes?.map(({ emptyDir }) => emptyDir?.sizeLimit);
    },
    ["100Mi", "1Ki"],
  ),
  prop(
    110,
    "memory 8Mi",
    { memory: "8Mi" },
    ["out-of-range", "memory", "at least 32Mi", "set it to 32Mi"],
    server(use({ memory: "8Mi" }, { memory: "8Mi" })),
  ),
  prop(110, "GOMEMLIMIT above the limit", { config: { GOMEMLIMIT: "9GiB" } }, [
    "reserved-variable",
    "config.GOMEMLIMIT",
    "does not set itself",
    "through memory",
  ]),
  ...(
    [
      [-1, "greater than or equal to 0"],
      [2.5, "cannot convert float64"],
      ["3", "replicas"],
      [3e9, "replicas"],
    ] as const
  ).flatMap(([count, says]) => [
    program(111, `Replicas.fixed(${JSON.stringify(count)})`, () => Replicas.fixed(count as number), [
      "out-of-range",
      "",
      "from 2 to 1000",
      "Replicas.fixed(3)",
      "",
    ]),
    raw(
      111,
      `replicas ${JSON.stringify(count)} of an object`,
      make.deployment({ "spec.replicas": count }),
      ["replicas", "spec.replicas", "from 0 to 2147483647", "set 3"],
      says,
    ),
  ]),
];
