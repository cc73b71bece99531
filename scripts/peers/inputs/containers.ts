import { Size } from "cdk8s";
import { Cpu, EnvValue, Probe as PlusProbe, Volume as PlusVolume } from "cdk8s-plus-27";
import { ImageRef, Probe, Volume } from "../../../app";
import { deployment, service } from "../gantry";
import { CONTAINER, type Input } from "../input";
import * as plus from "../plus";

const DIGITS = "0a".repeat(32).slice(1);
const REPOSITORY = "registry.example.test/shop/bad";
const IMAGE = [...CONTAINER, "image"];
const PORT = [...CONTAINER, "ports", 0, "containerPort"];

/** Images, ports, commands, volumes, variables and amounts. */
export const CONTAINERS: readonly Input[] = [
  {
    no: 50,
    input: "NUL in a variable",
    gantry: (chart) => service(chart, { config: { A: "a\0b" } }),
    plus: (chart) => plus.deployment(chart, { envVariables: { A: EnvValue.fromValue("a\0b") } }),
    helm: 'env: [{ name: A, value: "a\\0b" }]',
    at: [...CONTAINER, "env", 0, "value"],
    given: "a\0b",
  },
  {
    no: 53,
    input: "a lone surrogate in a variable",
    gantry: (chart) => service(chart, { config: { A: "a\ud83d" } }),
    plus: (chart) => plus.deployment(chart, { envVariables: { A: EnvValue.fromValue("a\ud83d") } }),
    helm: 'env: [{ name: A, value: "a\\ud83d" }]',
    at: [...CONTAINER, "env", 0, "value"],
    given: "a\ud83d",
  },
  {
    no: 64,
    input: "an empty image",
    gantry: (chart) => service(chart, { image: ImageRef.pinned("") }),
    plus: (chart) => plus.deployment(chart, { image: "" }),
    helm: 'image: { repository: "" }',
    at: IMAGE,
    given: "",
  },
  {
    no: 65,
    input: 'image "My App:latest tag"',
    gantry: (chart) => service(chart, { image: ImageRef.tagged("My App:latest tag") }),
    plus: (chart) => plus.deployment(chart, { image: "My App:latest tag" }),
    helm: "image: { repository: My App, tag: latest tag }",
    at: IMAGE,
    given: "My App:latest tag",
  },
  {
    no: 68,
    input: "a digest of 63 digits",
    gantry: (chart) => service(chart, { image: ImageRef.pinned(`${REPOSITORY}@sha256:${DIGITS}`) }),
    plus: (chart) => plus.deployment(chart, { image: `${REPOSITORY}@sha256:${DIGITS}` }),
    helm: `image: { repository: ${REPOSITORY}@sha256, tag: ${DIGITS} }`,
    at: IMAGE,
    given: `${REPOSITORY}@sha256:${DIGITS}`,
  },
  {
    no: 71,
    input: "port 70000",
    gantry: (chart) => service(chart, { ports: { http: 70_000 } }),
    plus: (chart) => plus.deployment(chart, { portNumber: 70_000 }),
    helm: "service: { port: 70000 }",
    at: PORT,
    given: 70_000,
  },
  {
    no: 71,
    input: 'port "8080"',
    gantry: (chart) =>
      service(chart, {
        // @ts-expect-error a port is a number
        ports: { http: "8080" },
      }),
    plus: (chart) =>
      plus.deployment(chart, {
        // @ts-expect-error a port is a number
        portNumber: "8080",
      }),
    helm: 'service: { port: "8080" }',
    at: PORT,
    given: "8080",
    meant: 8080,
  },
  {
    no: 83,
    input: 'command "sh -c x"',
    gantry: (chart) =>
      service(chart, {
        // @ts-expect-error a command is a list
        command: "sh -c x",
      }),
    plus: (chart) =>
      plus.deployment(chart, {
        // @ts-expect-error a command is a list
        command: "sh -c x",
      }),
    helm: "command: sh -c x",
    at: [...CONTAINER, "command"],
    given: "sh -c x",
    meant: ["sh", "-c", "x"],
  },
  {
    no: 85,
    input: "a volume at ../x",
    gantry: (chart) => service(chart, { volumes: { cache: Volume.scratch("../x", "1Mi") } }),
    plus: (chart) => {
      const volume = PlusVolume.fromEmptyDir(chart, "Cache", "cache");
      plus.deployment(chart, { volumeMounts: [{ volume, path: "../x" }] });
    },
    helm: "volumes: [{ name: cache, emptyDir: {} }]\nvolumeMounts: [{ name: cache, mountPath: ../x }]",
    at: [...CONTAINER, "volumeMounts", 0, "mountPath"],
    given: "../x",
  },
  {
    no: 86,
    input: "two volumes at one path",
    gantry: (chart) => service(chart, { volumes: { a: Volume.scratch("/x", "1Mi"), b: Volume.scratch("/x", "1Mi") } }),
    plus: (chart) => {
      const [a, b] = [PlusVolume.fromEmptyDir(chart, "A", "a"), PlusVolume.fromEmptyDir(chart, "B", "b")];
      plus.deployment(chart, {
        volumeMounts: [
          { volume: a, path: "/x" },
          { volume: b, path: "/x" },
        ],
      });
    },
    helm: [
      "volumes: [{ name: a, emptyDir: {} }, { name: b, emptyDir: {} }]",
      "volumeMounts: [{ name: a, mountPath: /x }, { name: b, mountPath: /x }]",
    ].join("\n"),
    at: [...CONTAINER, "volumeMounts", 1, "mountPath"],
    given: "/x",
  },
  {
    no: 91,
    input: "variable 1",
    gantry: (chart) =>
      service(chart, {
        // @ts-expect-error a variable is a text
        config: { A: 1 },
      }),
    plus: (chart) =>
      plus.deployment(chart, {
        // @ts-expect-error a variable is a text
        envVariables: { A: EnvValue.fromValue(1) },
      }),
    helm: "env: [{ name: A, value: 1 }]",
    at: [...CONTAINER, "env", 0, "value"],
    given: 1,
    meant: "1",
  },
  {
    no: 93,
    input: "a variable called A=B",
    gantry: (chart) => service(chart, { config: { "A=B": "x" } }),
    plus: (chart) => plus.deployment(chart, { envVariables: { "A=B": EnvValue.fromValue("x") } }),
    helm: "env: [{ name: A=B, value: x }]",
    at: [...CONTAINER, "env", 0, "name"],
    given: "A=B",
  },
  {
    no: 98,
    input: "A=$(B) before B",
    gantry: (chart) =>
      deployment(chart, {
        env: [
          { name: "A", value: "$(B)" },
          { name: "B", value: "x" },
        ],
      }),
    plus: (chart) =>
      plus.deployment(chart, { envVariables: { A: EnvValue.fromValue("$(B)"), B: EnvValue.fromValue("x") } }),
    helm: "env: [{ name: A, value: $(B) }, { name: B, value: x }]",
    at: [...CONTAINER, "env", 0, "value"],
    given: "$(B)",
  },
  {
    no: 105,
    input: "CPU limit below the request",
    gantry: (chart) => service(chart, { cpu: "2", cpuLimit: "1" }),
    plus: (chart) => plus.deployment(chart, { resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }),
    helm: 'resources: { requests: { cpu: "2" }, limits: { cpu: "1" } }',
    at: [...CONTAINER, "resources", "requests", "cpu"],
    given: "2",
  },
  {
    no: 107,
    input: "memory 512m",
    gantry: (chart) =>
      service(chart, {
        // @ts-expect-error a size has a unit of its own
        memory: "512m",
      }),
    plus: (chart) =>
      plus.deployment(chart, {
        // @ts-expect-error a size is no text
        resources: { memory: { request: "512m", limit: Size.gibibytes(1) } },
      }),
    helm: "resources: { requests: { memory: 512m }, limits: { memory: 1Gi } }",
    at: [...CONTAINER, "resources", "requests", "memory"],
    given: "512m",
    meant: "512Mi",
  },
  {
    no: 125,
    input: 'probe path "healthz" without /',
    gantry: (chart) => service(chart, { health: { liveness: Probe.http("healthz") } }),
    plus: (chart) => plus.deployment(chart, { liveness: PlusProbe.fromHttpGet("healthz") }),
    helm: "livenessProbe: { httpGet: { path: healthz } }",
    at: [...CONTAINER, "livenessProbe", "httpGet", "path"],
    given: "healthz",
    meant: "/healthz",
  },
];
