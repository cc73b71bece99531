import { describe, expect, it } from "@jest/globals";
import type { Told } from "../told";
import { codesAt, told } from "../told";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const INIT = `${POD}.initContainers[0]`;
const VALUE = `${APP}.env[2].value`;
const PASSWORD = `${APP}.env[1]`;

const RULES = {
  list: "a list of texts: nothing splits one into words",
  word: "a text: Kubernetes refuses other values",
  nul: "text without U+0000: no process can be given one",
  base64: "remove U+0000, or pass the bytes in base64",
  folder: "an absolute path without ..: another one depends on the image",
  whole: "write the whole path from the root of the container, e.g. /srv/orders",
  port: "a whole number from 1 to 65535",
  high: "write it without quotes, 1024 or more: a program that isn't root can't open a lower one",
  value: "a text: Kubernetes refuses other values, and gives the program an empty one for none",
  purpose: 'give it a value, or "" on purpose',
};

describe("the one problem of a container", () => {
  it.each<readonly [value: unknown, ...told: Told]>([
    [
      "/app --x",
      "not-a-list",
      `${APP}.command`,
      '"/app --x"',
      RULES.list,
      'write one text for each word: ["/app --x"]',
    ],
    [5, "not-a-list", `${APP}.args`, "5", RULES.list, "write a list"],
    ["srv", "absolute-path", `${APP}.workingDir`, '"srv"', RULES.folder, RULES.whole],
    ["/srv/../etc", "absolute-path", `${APP}.workingDir`, '"/srv/../etc"', RULES.folder, RULES.whole],
    [5, "absolute-path", `${APP}.workingDir`, "5", RULES.folder, RULES.whole],
    ["9090", "port-number", `${APP}.ports[1].containerPort`, '"9090"', RULES.port, RULES.high],
    [1, "env-value", VALUE, "1", RULES.value, 'write it in quotes: "1"'],
    [false, "env-value", VALUE, "false", RULES.value, 'write it in quotes: "false"'],
    [null, "env-value", VALUE, "null", RULES.value, RULES.purpose],
    [{ a: 1 }, "env-value", VALUE, '{"a":1}', RULES.value, RULES.purpose],
    ["a\0b", "nul-character", VALUE, '"a\\u0000b"', RULES.nul, RULES.base64],
  ])("says of %j what stands there, what may and what to do: %s at %s", (value, ...wanted) => {
    expect(told({ in: "Deployment", set: { [wanted[1]]: value } })).toEqual([wanted]);
  });

  it.each<readonly [list: readonly unknown[], ...told: Told]>([
    [["/app", 1], "not-a-text", `${APP}.command[1]`, "1", RULES.word, 'write it in quotes: "1"'],
    [["/app", "a\0"], "nul-character", `${APP}.args[1]`, '"a\\u0000"', RULES.nul, RULES.base64],
  ])("is at the word of %j that is wrong: %s at %s", (list, ...wanted) => {
    expect(told({ in: "Deployment", set: { [wanted[1].replace("[1]", "")]: list } })).toEqual([wanted]);
  });

  it.each([
    [5, RULES.value, 'write it in quotes: "****"'],
    ["hunter2\0", RULES.nul, RULES.base64],
  ])("never shows %j when the variable's name promises a secret", (value, allowed, fix) => {
    const set = { [PASSWORD]: { name: "DB_PASSWORD", value } };
    const found = told({ in: "Deployment", set }).filter(([code]) => code !== "literal-secret");
    expect(found.map(([, ...rest]) => rest)).toEqual([[`${PASSWORD}.value`, '"****"', allowed, fix]]);
  });

  it("is told of a container that only begins too", () => {
    const set = { [INIT]: { name: "init", image: "registry.example.test/init:v1", command: "sh" } };
    expect(told({ in: "Deployment", set }).map(([code, field]) => [code, field])).toEqual([
      ["not-a-list", `${INIT}.command`],
    ]);
  });

  it("is told of a pod that has no name for its volume, container or variable", () => {
    const set = { [`${POD}.volumes[2]`]: {}, [`${INIT}.image`]: "a:v1", [`${APP}.env[3].value`]: "x" };
    expect(told({ in: "Deployment", set }).map(([code, field, got]) => [code, field, got])).toEqual([
      ["name-grammar", `${POD}.volumes[2].name`, '""'],
      ["name-grammar", `${INIT}.name`, '""'],
      ["name-grammar", `${APP}.env[3].name`, '""'],
    ]);
  });
});

describe("a container", () => {
  it.each([
    [`${APP}.command`, []],
    [`${APP}.args`, ["", "--colour", "$(LOG_LEVEL)"]],
    [`${APP}.workingDir`, ""],
    [`${APP}.workingDir`, "/srv/..data"],
    [`${APP}.ports[1].containerPort`, 1],
    [`${APP}.ports[1].containerPort`, 65535],
    [`${APP}.env[3]`, { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
  ])("may have at %s %j", (field, value) => {
    expect(told({ in: "Deployment", set: { [field]: value } })).toEqual([]);
  });

  it.each([0, 65536, -1, 80.5, null, undefined])("can't have the port %j", (port) => {
    expect(codesAt("Deployment", `${APP}.ports[1].containerPort`, port)).toEqual(["port-number"]);
  });
});
