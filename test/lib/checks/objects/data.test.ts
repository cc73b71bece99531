import { describe, expect, it } from "@jest/globals";
import { laterText } from "../../../../lib/later";
import { told } from "../told";

const LIMIT = 1_048_576;

type Set = Readonly<Record<string, unknown>>;

const toldOf = (set: Set) => told({ add: [{ of: "ConfigMap", name: "flags", set }] });
const toldOfSecret = (set: Set) => toldOf({ kind: "Secret", data: undefined, ...set });

const RULES = {
  text: "a text: Kubernetes refuses other values, and drops null without a word",
  json: "write it as JSON text, or remove the key",
  base64: "base64 of the standard alphabet, padded with =",
  encode: 'encode the bytes, e.g. Buffer.from(bytes).toString("base64"), or put the text into data',
  file: "no secret in a file: who reads the output, or its Git history, has it",
  external: "make it with an ExternalSecret or SealedSecret, or declare that it exists",
  reference: "pass it by reference: secrets of the program, or a secretKeyRef",
};

describe("the one problem of a value", () => {
  it.each([
    ["data.A", 1, "not-a-text", "1", RULES.text, 'write it in quotes: "1"'],
    ["data.A", true, "not-a-text", "true", RULES.text, 'write it in quotes: "true"'],
    ["data.A", null, "not-a-text", "null", RULES.text, RULES.json],
    ["data.A", { a: 1 }, "not-a-text", '{"a":1}', RULES.text, RULES.json],
    ["data.password", 5, "not-a-text", '"****"', RULES.text, 'write it in quotes: "****"'],
    ["binaryData.A", "%", "not-base64", '"%"', RULES.base64, RULES.encode],
    ["binaryData.A", 5, "not-base64", "5", RULES.base64, RULES.encode],
    ["binaryData.password", 5, "not-base64", '"****"', RULES.base64, RULES.encode],
  ])("says what stands at %s, what may and what to do: %j", (field, value, code, ...texts) => {
    expect(toldOf({ [field]: value })).toEqual([[code, field, ...texts]]);
  });

  it.each(["data", "binaryData"])("is its key's in %s", (place) => {
    const found = toldOf({ [`${place}["a/b"]`]: "AAAA" });
    expect(found.map(([code, field]) => [code, field])).toEqual([["name-grammar", `${place}["a/b"]`]]);
  });

  it("is that another value has its key", () => {
    const [allowed, fix] = ["each key once, in data or in binaryData", "remove it from one of data and binaryData"];
    expect(toldOf({ "data.logo": "x", "binaryData.logo": "AAAA", "binaryData.other": "AAAA" })).toEqual([
      ["duplicate-key", "data.logo", '"logo" in both data and binaryData', allowed, fix],
    ]);
  });
});

describe("base64", () => {
  it.each(["", "AAAA", "AAA=", "AA==", "az09+/AZ", "AAAA\r\nAA==\n", "A\nAAA"])("may be %j", (value) => {
    expect(toldOf({ "binaryData.A": value })).toEqual([]);
  });

  it.each(["A", "AAA", "A===", "=AAA", "AA=A", "AAA=AAA=", "AAAA=", "====", "AA A", "AAA-", "AAA_"])(
    "can't be %j",
    (value) => {
      expect(toldOf({ "binaryData.A": value }).map(([code]) => code)).toEqual(["not-base64"]);
    },
  );
});

describe("the values of a ConfigMap", () => {
  /** Bytes of three in base64. */
  const binary = (bytes: number) => "AAAA".repeat(bytes / 3);

  it.each<[title: string, set: Set]>([
    ["one text", { data: { a: "x".repeat(LIMIT) } }],
    ["texts of two bytes a letter", { data: { a: "é".repeat(LIMIT / 4), b: "é".repeat(LIMIT / 4) } }],
    ["bytes", { data: { a: "x" }, binaryData: { b: binary(LIMIT - 1) } }],
  ])(`may have ${LIMIT} bytes: %s`, (_, set) => {
    expect(toldOf(set)).toEqual([]);
  });

  it.each<[title: string, set: Set, got: string]>([
    ["one text", { data: { a: "x".repeat(LIMIT + 1) } }, '1048577 bytes, 1048577 of them in "a"'],
    [
      "texts of two bytes a letter",
      { data: { z: "x", a: "é".repeat(LIMIT / 2) } },
      '1048577 bytes, 1048576 of them in "a"',
    ],
    ["bytes", { data: { z: "xx" }, binaryData: { a: binary(LIMIT - 1) } }, '1048577 bytes, 1048575 of them in "a"'],
  ])("can't have one more, and are told the largest: %s", (_, set, got) => {
    const allowed = "at most 1048576 bytes (1 MiB) of values";
    const fix = 'put "a" into the image or a volume, or split it';
    expect(toldOf(set)).toEqual([["data-too-large", "data", got, allowed, fix]]);
  });
});

describe("a Secret with its secret", () => {
  it.each([
    ["data", { token: "AAAA", other: "AAAA" }],
    ["stringData", { token: "hunter2", other: "x" }],
  ])("is told its keys in %s, not its values", (place, values) => {
    const got = 'the values of ["token","other"], masked here';
    expect(toldOfSecret({ [place]: values })).toEqual([["literal-secret", place, got, RULES.file, RULES.external]]);
  });

  it("is told only of what is written there, not of what is put in later", () => {
    const stringData = { token: laterText("token"), user: "app", n: 5 };
    const found = toldOfSecret({ stringData }).map(([code, , got]) => [code, got]);
    expect(found).toEqual([
      ["literal-secret", 'the values of ["user","n"], masked here'],
      ["not-a-text", "5"],
    ]);
  });

  it("is told a wrong key and wrong base64 too", () => {
    const found = toldOfSecret({ stringData: { "a/b": laterText("a") }, data: { c: "%" } });
    expect(found.map(([code, field]) => [code, field])).toEqual([
      ["literal-secret", "data"],
      ["name-grammar", 'stringData["a/b"]'],
      ["not-base64", "data.c"],
    ]);
  });

  it("is told once, though the secret is seen by its look", () => {
    const found = toldOfSecret({ stringData: { id: "AKIAIOSFODNN7EXAMPLE" } });
    expect(found.map(([code, field]) => [code, field])).toEqual([["literal-secret", "stringData"]]);
  });

  it("is none when all of it is put in later", () => {
    expect(toldOfSecret({ stringData: { token: laterText("token") } })).toEqual([]);
  });
});

describe("a secret outside of a Secret", () => {
  const KEY = "AKIAIOSFODNN7EXAMPLE";
  const ENV = "spec.template.spec.containers[0].env[3]";
  const literal = (field: string) => ["literal-secret", field, 'a literal ("****")', RULES.file, RULES.reference];

  it.each([
    ["ConfigMap", "data.note", KEY],
    ["ConfigMap", 'data["app.yaml"]', `key: ${KEY}`],
    ["ConfigMap", "data.password", "hunter2"],
    ["ConfigMap", "metadata.annotations.note", KEY],
    ["Role", "rules[0].resourceNames[1]", KEY],
    ["Deployment", "spec.template.spec.containers[0].args[1]", `--key=${KEY}`],
  ])("is told once, without the text: %s %s", (kind, field, value) => {
    const set = { "rules[0].resourceNames[0]": "a", "spec.template.spec.containers[0].args[0]": "b" };
    const list = Object.fromEntries(Object.entries(set).filter(([place]) => place === field.replace("[1]", "[0]")));
    expect(told({ in: kind, set: { ...list, [field]: value } })).toEqual([literal(field)]);
  });

  it.each([
    ["DB_PASSWORD_OLD", KEY],
    ["API_TOKEN", "hunter2"],
    ["NOTE", KEY],
  ])("is told once in a variable: %s %s", (name, value) => {
    expect(told({ in: "Deployment", set: { [ENV]: { name, value } } })).toEqual([literal(`${ENV}.value`)]);
  });

  it("is told in an object with null, a number and a list of nothing", () => {
    const set = { "data.note": KEY, "spec.nothing": null, "spec.size": 5, "spec.list": [] };
    expect(told({ in: "ConfigMap", set })).toEqual([literal("data.note")]);
  });

  it("is told in a key", () => {
    const found = told({ in: "ConfigMap", set: { [`metadata.annotations.${KEY}`]: "x" } });
    expect(found).toEqual([literal(`metadata.annotations.${KEY}`)]);
  });

  it.each([
    ["a variable that names a file", { name: "API_TOKEN_FILE", value: "/run/token" }],
    ["a variable without a name", { name: "", value: "hunter2" }],
  ])("is none in %s", (_, variable) => {
    const found = told({ in: "Deployment", set: { [ENV]: variable } });
    expect(found.filter(([code]) => code === "literal-secret")).toEqual([]);
  });
});
