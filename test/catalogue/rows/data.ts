import { ApiObject, JsonPatch } from "cdk8s";
import type { AppChart } from "../../../app";
import { RawObject } from "../../../app";
import type { Manifest } from "../../../lib/rendered";
import { all, only, render, shopChart } from "../../support/program";
import * as make from "../manifests";
import type { Refused, Row, Want } from "../row";
import { kept, program, prop, raw, server, service } from "../row";

const LABEL = "metadata.labels.tier";
const big = (bytes: number) => "x".repeat(bytes);
const withData = (data: unknown) => make.configMap({ data });
const parsed = (json: string) => JSON.parse(json) as object;
const declared = (manifest: object) => () => {
  const { app, chart } = shopChart();
  new RawObject(chart, "Good", manifest as Manifest);
  const { objects, problems } = app.render();
  return problems.length > 0 ? problems : objects.at(-1)?.manifest;
};
/** A patch of cdk8s on a ConfigMap. */
const patched = (no: number, input: string, patch: JsonPatch, want: Want): Refused =>
  program(no, input, (chart) => new ApiObject(chart, "Bad", make.configMap() as Manifest).addJsonPatch(patch), want);
const keysOf = (config: object) => () => {
  const rendered = render((chart: AppChart) => service(chart, { config }));
  return Object.keys(only(rendered, "ConfigMap").data).sort();
};
const ODD_KEYS = parsed('{"__proto__":"a","constructor":"b","toString":"c"}');

/** Entries 19 to 40: labels, annotations, configuration, keys that JavaScript knows, patches. */
export const DATA: readonly Row[] = [
  raw(
    19,
    "a label value of 64 characters",
    make.configMap({ [LABEL]: big(64) }),
    ["name-too-long", LABEL, "at most 63", 'use "xxx'],
    "must be no more than 63",
  ),
  raw(
    20,
    'label value "hello world!"',
    make.configMap({ [LABEL]: "hello world!" }),
    ["name-grammar", LABEL, "A-Z, a-z, 0-9, -, _ and .", 'use "hello-world"'],
    "consist of alphanumeric",
  ),
  raw(
    21,
    'label key "a b/c/d"',
    make.configMap({ 'metadata.labels["a b/c/d"]': "x" }),
    ["name-grammar", 'metadata.labels["a b/c/d"]', "the prefix of a label key", "use"],
    "metadata.labels",
  ),
  raw(
    22,
    "label value 1.10 as a number",
    make.configMap({ [LABEL]: 1.1 }),
    ["not-a-text", LABEL, "a text", 'in quotes: "1.1"'],
    "expected string",
  ),
  raw(
    23,
    'git branch "feature/x" as a label',
    make.configMap({ [LABEL]: "feature/x" }),
    ["name-grammar", LABEL, "A-Z, a-z, 0-9", 'use "feature-x"'],
    "consist of alphanumeric",
  ),
  raw(
    24,
    "annotation value true",
    make.configMap({ "metadata.annotations.note": true }),
    ["not-a-text", "metadata.annotations.note", "a text", 'in quotes: "true"'],
    "expected string",
  ),
  raw(
    24,
    "annotation value 5",
    make.configMap({ "metadata.annotations.note": 5 }),
    ["not-a-text", "metadata.annotations.note", "a text", 'in quotes: "5"'],
    "expected string",
  ),
  prop(24, "pod annotation 5", { podAnnotations: { note: 5 } }, [
    "wrong-type",
    "podAnnotations.note",
    "a string",
    'write "5"',
  ]),
  raw(
    25,
    "annotations of 300,000 bytes",
    make.configMap({ "metadata.annotations.note": big(300_000) }),
    ["annotations-too-large", "metadata.annotations", "262144 bytes", "move the largest one"],
    "may not be more than 262144 bytes",
  ),
  raw(26, "an object of 300,000 bytes, applied by the client", withData({ text: big(300_000) }), [
    "client-side-apply",
    "",
    "262144 bytes",
    "ServerSideApply=true",
  ]),
  kept(
    26,
    "a configuration file of 300,000 bytes",
    () => {
      const rendered = render((chart) => service(chart, { files: { "/etc/app.yaml": big(300_000) } }));
      return only(rendered, "ConfigMap").metadata.annotations?.["argocd.argoproj.io/sync-options"];
    },
    "Prune=false,ServerSideApply=true",
  ),
  raw(
    27,
    "ConfigMap data above 1 MiB",
    withData({ colour: "green", text: big(2 ** 20) }),
    ["data-too-large", "data", "1048576 bytes", 'put "text" into the image'],
    "Too long",
  ),
  program(
    28,
    "an object above 1.5 MiB",
    (chart) => new RawObject(chart, "Bad", huge() as Manifest),
    ["object-too-large", "", "1572864 bytes", "split it"],
    { ...server(huge(), "request is too large"), isWritten: true },
  ),
  raw(
    29,
    'ConfigMap key "a/b"',
    withData({ "a/b": "x" }),
    ["name-grammar", 'data["a/b"]', "A-Z, a-z, 0-9, -, _ and .", 'use "a-b"'],
    "consist of alphanumeric",
  ),
  prop(29, 'config key "a/b"', { config: { "a/b": "x" } }, [
    "name-grammar",
    'config["a/b"]',
    "A-Z, a-z, 0-9, -, _ and .",
    'use "a-b"',
  ]),
  raw(
    30,
    'ConfigMap key "../x"',
    withData({ "../x": "x" }),
    ["name-grammar", 'data["../x"]', "neither . alone nor .. in front", 'use "x"'],
    "data[../x]",
  ),
  raw(
    30,
    'ConfigMap key ".."',
    withData({ "..": "x" }),
    ["name-grammar", 'data[".."]', "neither . alone nor .. in front", "choose one"],
    "must not be '..'",
  ),
  raw(
    30,
    'ConfigMap key "."',
    withData({ ".": "x" }),
    ["name-grammar", 'data["."]', "neither . alone nor .. in front", "choose one"],
    "must not be '.'",
  ),
  raw(
    31,
    "ConfigMap value 1",
    withData({ a: 1 }),
    ["not-a-text", "data.a", "a text", 'in quotes: "1"'],
    "expected string",
  ),
  raw(
    31,
    "ConfigMap value true",
    withData({ a: true }),
    ["not-a-text", "data.a", "a text", 'in quotes: "true"'],
    "expected string",
  ),
  raw(
    31,
    "ConfigMap value { b: 1 }",
    withData({ a: { b: 1 } }),
    ["not-a-text", "data.a", "a text", "as JSON text"],
    "expected string",
  ),
  raw(32, "ConfigMap value null", withData({ a: null }), ["null-value", "data.a", "a value", "leave the field out"]),
  raw(
    33,
    "one key in data and binaryData",
    make.configMap({ "binaryData.colour": "eA==" }),
    ["duplicate-key", "data.colour", "in data or in binaryData", "remove it from one"],
    "duplicate of key present in",
  ),
  raw(
    34,
    'binaryData "not base64 %%%"',
    make.configMap({ "binaryData.a": "not base64 %%%" }),
    ["not-base64", "binaryData.a", "base64 of the standard alphabet", "encode the bytes"],
    "illegal base64",
  ),
  kept(
    35,
    "config keys __proto__, constructor, toString",
    keysOf(ODD_KEYS),
    ["__proto__", "constructor", "toString"],
    server(withData(ODD_KEYS)),
  ),
  kept(
    36,
    'a nested key "constructor" with a text',
    () => (declared(make.configMap({ "data.constructor": "x" }))() as { data?: object }).data,
    { colour: "green", constructor: "x" },
    server(make.configMap({ "data.constructor": "x" })),
  ),
  raw(
    37,
    "parsed labels with an own __proto__",
    make.configMap({ "metadata.labels": parsed('{"__proto__":"x"}') }),
    ["name-grammar", "metadata.labels.__proto__", "a letter or digit at both ends", "use"],
    "metadata.labels",
  ),
  kept(
    38,
    "a null-prototype object as props",
    () =>
      all(
        render((chart) => service(chart, Object.assign(Object.create(null) as object, { config: { A: "x" } }))),
        "ConfigMap",
      ).map(({ manifest }) => manifest["data"]),
    [{ A: "x" }],
  ),
  kept(
    38,
    "a null-prototype object as an object",
    () => (declared(Object.assign(Object.create(null) as object, make.configMap()))() as { data?: object }).data,
    { colour: "green" },
  ),
  patched(39, "JSON patch to /__proto__/x", JsonPatch.add("/__proto__/x", "y"), [
    "patch-does-not-match",
    "",
    "paths that exist",
    "correct the path",
  ]),
  patched(39, "JSON patch to /constructor/prototype/x", JsonPatch.add("/constructor/prototype/x", "y"), [
    "patch-does-not-match",
    "",
    "paths that exist",
    "correct the path",
  ]),
  patched(40, "JSON patch that replaces a missing path", JsonPatch.replace("/data/size/x", "y"), [
    "patch-does-not-match",
    "",
    "/data has colour",
    "correct the path",
  ]),
];

/** A Deployment with a variable that no ConfigMap could hold. */
function huge(): object {
  return make.deployment({ [`${make.APP}.env`]: [{ name: "TEXT", value: big(1_600_000) }] });
}
