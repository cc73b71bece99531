import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const DEPLOYMENT = "spec.template.metadata";
const LIMIT = 262_144;

/** What is said of a ConfigMap that nobody uses. */
function toldOf(set: Readonly<Record<string, unknown>>) {
  return told({ add: [{ of: "ConfigMap", name: "flags", set }] });
}

describe("an API version", () => {
  it.each(["v1", "v2beta1", "v10alpha12", "apps/v1", "a.b-c.example.test/v1", "a.b/v1", "7/v1"])(
    "may be %s",
    (apiVersion) => {
      expect(toldOf({ apiVersion, kind: "Gadget" })).toEqual([]);
    },
  );

  it.each([
    "1",
    "v0",
    "v1.2",
    "v1gamma1",
    "v1beta",
    "v1beta0",
    "xv1",
    "v1x",
    "/v1",
    "a/b/v1",
    "-a/v1",
    "a-/v1",
    "a./v1",
    ".a/v1",
    "a.-b/v1",
    "a.b-/v1",
    "A/v1",
    "",
    `${"a".repeat(251)}/v1`,
    1,
    undefined,
  ])("can't be %j", (apiVersion) => {
    const found = toldOf({ apiVersion, kind: "Gadget" }).filter(([, field]) => field === "apiVersion");
    expect(found.map(([code]) => code)).toEqual(["api-version"]);
  });

  it("is told with what stands there, what may and what to write", () => {
    expect(toldOf({ apiVersion: "a/b/v1", kind: "Gadget" })).toEqual([
      [
        "api-version",
        "apiVersion",
        '"a/b/v1"',
        "a version such as v1, with a group and one / in front unless it is a core kind",
        'write it as in "v1" or "apps/v1"',
      ],
    ]);
  });

  it("may have 253 characters", () => {
    expect(toldOf({ apiVersion: `${"a".repeat(250)}/v1`, kind: "Gadget" })).toEqual([]);
  });
});

describe("a kind", () => {
  it.each(["G", "Gadget2", `G${"a".repeat(62)}`])("may be %s", (kind) => {
    expect(toldOf({ apiVersion: "example.test/v1", kind })).toEqual([]);
  });

  it.each(["gadget", "2G", "Gad-get", "", " G", `G${"a".repeat(63)}`, 5])("can't be %j", (kind) => {
    const allowed = "A-Z, a-z and 0-9, a capital letter first, at most 63 characters";
    const problem = ["kind", "kind", JSON.stringify(kind), allowed, 'write it as in "ConfigMap"'];
    expect(toldOf({ apiVersion: "example.test/v1", kind })).toEqual([problem]);
  });
});

describe("an object's place", () => {
  it.each([
    ["", '""'],
    [undefined, "nothing"],
    [5, "5"],
  ])("needs a name, and has none with %j", (name, got) => {
    const allowed = "a name: a generated one would be a new object with every apply";
    const problem = ["name-missing", "metadata.name", got, allowed, "set metadata.name"];
    expect(toldOf({ "metadata.name": name })).toEqual([problem]);
  });

  it.each([
    ["", '""'],
    [undefined, "nothing"],
    [5, "5"],
  ])("needs a namespace, and has none with %j", (namespace, got) => {
    const allowed = "a namespace: without one the object lands in whatever the reader's context names";
    const problem = ["namespace-missing", "metadata.namespace", got, allowed, "set metadata.namespace"];
    expect(toldOf({ "metadata.namespace": namespace })).toEqual([problem]);
  });

  it.each(["default", "kube-node-lease", "kube-public", "kube-system"])("is not the namespace %s", (namespace) => {
    const allowed = "none of default, kube-node-lease, kube-public, kube-system: they belong to Kubernetes";
    const fix = "give the application a namespace of its own";
    const problem = ["reserved-namespace", "metadata.namespace", JSON.stringify(namespace), allowed, fix];
    expect(toldOf({ "metadata.namespace": namespace })).toEqual([problem]);
  });

  it("is asked for its grammar where an object of an operator has one", () => {
    const set = { apiVersion: "example.test/v1", kind: "Gadget", "metadata.namespace": "a.b" };
    expect(toldOf(set).map(([code, field]) => [code, field])).toEqual([["name-grammar", "metadata.namespace"]]);
  });

  it("of an operator's Service may begin with a digit, as Kubernetes' own may not", () => {
    const set = { apiVersion: "example.test/v1", kind: "Service", "metadata.name": "1flags" };
    expect(toldOf(set)).toEqual([]);
  });
});

describe("a label or annotation that is no text", () => {
  const allowed = "a text: Kubernetes refuses other values, and drops null without a word";

  it.each([
    ["metadata.labels.a", 1, "1", 'write it in quotes: "1"'],
    ["metadata.annotations.a", false, "false", 'write it in quotes: "false"'],
    ["metadata.annotations.a", null, "null", "write it as a text, or remove it"],
    ["metadata.annotations.a", ["x"], '["x"]', "write it as a text, or remove it"],
    ["metadata.annotations.token", 5, '"****"', 'write it in quotes: "****"'],
  ])("is told with what to write: %s %j", (field, value, got, fix) => {
    expect(toldOf({ [field]: value })).toEqual([["not-a-text", field, got, allowed, fix]]);
  });

  it.each([`${DEPLOYMENT}.labels.a`, `${DEPLOYMENT}.annotations.a`])("is told of a pod: %s", (field) => {
    const found = told({ in: "Deployment", set: { [field]: 1 } });
    expect(found.map(([code, place]) => [code, place])).toEqual([["not-a-text", field]]);
  });

  it("is told once of an object that is a pod", () => {
    const containers = [{ name: "app", image: "registry.example.test/a:v1" }];
    const set = {
      kind: "Pod",
      data: undefined,
      spec: { containers },
      "metadata.labels": {},
      "metadata.annotations.a": 1,
    };
    expect(toldOf(set).map(([, field]) => field)).toEqual(["metadata.annotations.a"]);
  });
});

describe("the key of an annotation", () => {
  it.each(["Example.TEST/Key", "KEY"])("may be written %s", (key) => {
    expect(toldOf({ [`metadata.annotations["${key}"]`]: "x" })).toEqual([]);
  });

  it("is refused as it is written", () => {
    const found = toldOf({ 'metadata.annotations["A B"]': "x" });
    expect(found.map(([code, field, got]) => [code, field, got])).toEqual([
      ["name-grammar", 'metadata.annotations["A B"]', expect.stringContaining('"A B"')],
    ]);
  });

  it("holds any text", () => {
    expect(toldOf({ "metadata.annotations.note": "not a label's value!" })).toEqual([]);
  });
});

describe("annotations", () => {
  it.each([
    ["of one letter each", "x", 1],
    ["of two bytes each", "é", 2],
  ])(`may have ${LIMIT} bytes, keys included: letters %s`, (_, letter, bytes) => {
    const note = letter.repeat((LIMIT - "aa".length - "bb".length - 2) / bytes);
    expect(toldOf({ "metadata.annotations": { aa: "bb", bb: note } })).toEqual([]);
  });

  it.each([
    ["metadata", () => toldOf({ "metadata.annotations": ANNOTATIONS })],
    [DEPLOYMENT, () => told({ in: "Deployment", set: { [`${DEPLOYMENT}.annotations`]: ANNOTATIONS } })],
  ])("are told their bytes when there are more, at %s", (field, found) => {
    expect(found()).toEqual([
      [
        "annotations-too-large",
        `${field}.annotations`,
        `262145 bytes, 262141 of them in "large"`,
        `at most ${LIMIT} bytes of annotations, keys included`,
        "move the largest one into a ConfigMap",
      ],
    ]);
  });
});

const ANNOTATIONS = { a: "x", large: "é".repeat(131_068), b: "y" };
