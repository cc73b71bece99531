import { SecretRef, Volume } from "../../../app";
import { RawObject } from "../../../app";
import type { Manifest } from "../../../lib/rendered";
import { IMAGE, only, render } from "../../support/program";
import { APP, POD } from "../manifests";
import * as make from "../manifests";
import type { Row } from "../row";
import { goodPod, kept, program, prop, raw, server, service } from "../row";

const NAME = "registry.example.test/shop/bad";
const ENV = `${APP}.env`;
const mounted = (mountPath: string, more: object[] = []) =>
  make.deployment({
    [`${POD}.volumes`]: [{ name: "tmp", emptyDir: { sizeLimit: "1Mi" } }],
    [`${APP}.volumeMounts`]: [{ name: "tmp", mountPath }, ...more],
  });
const env = (...list: object[]) => make.deployment({ [ENV]: list });
/** The variables of a sidecar. */
const sidecarWith = (variables: Readonly<Record<string, string>>) => {
  const sidecars = { s: { image: IMAGE, env: variables } };
  const { template } = only(
    render((chart) => service(chart, { sidecars })),
    "Deployment",
  ).spec;
  return template.spec?.initContainers?.[0]?.env;
};

/** Entries 81 to 98: containers, volumes and variables. */
export const CONTAINERS: readonly Row[] = [
  prop(81, "container name My_Container", { init: { My_Container: { image: IMAGE } } }, [
    "name-grammar",
    "init.My_Container",
    "a DNS label",
    'use "my-container"',
  ]),
  raw(
    81,
    "container name My_Container of an object",
    make.deployment({ [`${APP}.name`]: "My_Container" }),
    ["name-grammar", `${APP}.name`, "a DNS label", 'use "my-container"'],
    "RFC 1123 label",
  ),
  raw(
    82,
    "two containers with one name",
    make.deployment({ [`${POD}.initContainers`]: [{ name: "app", image: `${NAME}:v1` }] }),
    ["duplicate-container", `${APP}.name`, "once in a pod", "rename"],
    "Duplicate value",
  ),
  prop(83, 'command "sh -c x"', { command: "sh -c x" }, ["wrong-type", "command", "a list", "pass a list"]),
  raw(
    83,
    'command "sh -c x" of an object',
    make.deployment({ [`${APP}.command`]: "sh -c x" }),
    ["not-a-list", `${APP}.command`, "a list of texts", '["sh -c x"]'],
    "command",
  ),
  prop(84, "args [1, true]", { args: [1, true] }, ["wrong-type", "args[1]", "a string", 'write "true"']),
  raw(
    84,
    "args [1, true] of an object",
    make.deployment({ [`${APP}.args`]: [1, true] }),
    ["not-a-text", `${APP}.args[0]`, "a text", '"1"'],
    "args",
  ),
  raw(85, "workingDir ../x", make.deployment({ [`${APP}.workingDir`]: "../x" }), [
    "absolute-path",
    `${APP}.workingDir`,
    "an absolute path",
    "the whole path",
  ]),
  raw(85, "mountPath rel/path:x", mounted("rel/path:x"), [
    "absolute-path",
    `${APP}.volumeMounts[0].mountPath`,
    "without : and ..",
    "the whole path",
  ]),
  prop(
    85,
    "volume at ../x",
    { volumes: { cache: Volume.scratch("../x", "1Mi") } },
    ["absolute-path", "volumes.cache", "an absolute path", "/var/cache"],
    server(mounted("../x")),
  ),
  prop(86, "two volumes at one path", { volumes: { a: Volume.scratch("/x", "1Mi"), b: Volume.scratch("/x", "1Mi") } }, [
    "duplicate-mount",
    "volumes.b",
    "volumes.a has this one",
    "another path",
  ]),
  raw(
    86,
    "two volumes at one path of an object",
    mounted("/x", [{ name: "tmp", mountPath: "/x" }]),
    ["duplicate-mount", `${APP}.volumeMounts[1].mountPath`, "one volume at a path", "somewhere else"],
    "duplicate",
  ),
  prop(87, "volume name Bad_Name", { volumes: { Bad_Name: Volume.scratch("/x", "1Mi") } }, [
    "name-grammar",
    "volumes.Bad_Name",
    "a DNS label",
    'use "bad-name"',
  ]),
  raw(
    87,
    "volume name Bad_Name of an object",
    make.deployment({ [`${POD}.volumes`]: [{ name: "Bad_Name", emptyDir: {} }] }),
    ["name-grammar", `${POD}.volumes[0].name`, "a DNS label", 'use "bad-name"'],
    "RFC 1123 label",
  ),
  raw(
    88,
    "the socket of the container runtime",
    make.deployment({ [`${POD}.volumes`]: [{ name: "run", hostPath: { path: "/run/containerd/containerd.sock" } }] }),
    ["runtime-socket", `${POD}.volumes[0].hostPath.path`, "no socket of the container runtime", "remove the volume"],
  ),
  kept(89, "an emptyDir without a size", () => goodPod()?.volumes?.[0]?.emptyDir, { sizeLimit: "64Mi" }),
  kept(
    90,
    "a read-only root and a program that writes to /tmp",
    () => [
      goodPod()?.containers[0]?.securityContext?.readOnlyRootFilesystem,
      goodPod()?.containers[0]?.volumeMounts?.[0]?.mountPath,
    ],
    [true, "/tmp"],
  ),
  prop(91, "variable 1", { config: { A: 1 } }, ["wrong-type", "config.A", "a string", 'write "1"']),
  prop(91, "variable true", { config: { A: true } }, ["wrong-type", "config.A", "a string", 'write "true"']),
  raw(
    91,
    "variable 1 of an object",
    env({ name: "A", value: 1 }),
    ["env-value", `${ENV}[0].value`, "a text", 'in quotes: "1"'],
    "expected string",
  ),
  prop(92, "variable undefined", { config: { A: undefined } }, ["wrong-type", "config.A", "a string", "pass a string"]),
  raw(92, "a variable without a value", env({ name: "A" }), [
    "env-value",
    `${ENV}[0].value`,
    "a text",
    '"" on purpose',
  ]),
  prop(93, "variable A=B", { config: { "A=B": "x" } }, ["name-grammar", 'config["A=B"]', "A-Z, a-z, 0-9", 'use "A-B"']),
  ...(
    [
      ["A=B", "other than '='"],
      ["", "Required value"],
      ["É", "É"],
    ] as const
  ).map(([name, says]) =>
    raw(
      93,
      `variable "${name}" of an object`,
      env({ name, value: "x" }),
      ["name-grammar", `${ENV}[0].name`, "A-Z, a-z, 0-9 and _", ""],
      says,
    ),
  ),
  prop(94, "variable 1A", { config: { "1A": "x" } }, [
    "env-name",
    'config["1A"]',
    "begins with a letter or _",
    "choose another key",
  ]),
  raw(94, "variable 1A of an object", env({ name: "1A", value: "x" }), [
    "name-grammar",
    `${ENV}[0].name`,
    "no digit first",
    'use "_1A"',
  ]),
  prop(95, "one variable in config and secrets", { config: { A: "x" }, secrets: { A: SecretRef.existing("a", "b") } }, [
    "duplicate-variable",
    "secrets.A",
    "config.A sets it too",
    "rename one",
  ]),
  program(
    95,
    "one variable in env and envFrom",
    (chart) => {
      new RawObject(chart, "Config", make.configMap({ data: { A: "x" } }) as Manifest);
      new RawObject(
        chart,
        "Bad",
        make.deployment({
          [ENV]: [{ name: "A", value: "y" }],
          [`${APP}.envFrom`]: [{ configMapRef: { name: "bad" } }],
        }) as Manifest,
      );
    },
    ["duplicate-variable", `${ENV}[0].name`, "each variable once", "remove", "prod/shop/Bad"],
    server(
      make.deployment({ [ENV]: [{ name: "A", value: "y" }], [`${APP}.envFrom`]: [{ configMapRef: { name: "bad" } }] }),
    ),
  ),
  kept(
    96,
    "variables _10, _2, B of a sidecar",
    () => sidecarWith({ _2: "", _10: "", B: "" })?.map(({ name }) => name),
    ["B", "_10", "_2"],
  ),
  prop(96, "variable 10", { config: { "10": "x" } }, [
    "env-name",
    'config["10"]',
    "begins with a letter or _",
    "choose another key",
  ]),
  kept(97, "A=$(B) beside B=x, of a sidecar", () => sidecarWith({ A: "$(B)", B: "x" })?.[0]?.value, "$$(B)"),
  raw(98, "$(B) before B", env({ name: "A", value: "$(B)" }, { name: "B", value: "x" }), [
    "env-order",
    `${ENV}[0].value`,
    "variables before it",
    "move B before A",
  ]),
  raw(98, "$(B) and $(A) in a circle", env({ name: "A", value: "$(B)" }, { name: "B", value: "$(A)" }), [
    "env-order",
    `${ENV}[0].value`,
    "variables before it",
    "A → B → A",
  ]),
  kept(
    98,
    "$(B) and $(A) in a circle, of a sidecar",
    () => sidecarWith({ A: "$(B)", B: "$(A)" })?.map(({ value }) => value),
    ["$$(B)", "$$(A)"],
  ),
];
