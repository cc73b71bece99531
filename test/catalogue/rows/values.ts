import { output } from "@pulumi/pulumi/output";
import { load } from "js-yaml";
import { parse } from "yaml";
import type { AppChart } from "../../../app";
import { RawObject } from "../../../app";
import { toYaml } from "../../../lib/render/yaml";
import { shopChart } from "../../support/program";
import * as make from "../manifests";
import type { Row, Want } from "../row";
import { elsewhere, kept, noted, program, prop, raw, server } from "../row";

const FIELD = "spec.value";
const CYCLE: Record<string, unknown> = { name: "x" };
CYCLE["self"] = CYCLE;
const HOLE = ["a"];
HOLE[2] = "c";
const LOADING = "the loading of YAML, which Gantry does not do";

/** A value in an object of an operator, where every type of JSON may stand. */
function value(no: number, input: string, given: unknown, [code, field, allowed, fix]: Want) {
  const declare = (chart: AppChart) =>
    new RawObject(chart, "Bad", {
      apiVersion: "example.test/v1",
      kind: "Gadget",
      metadata: { name: "bad" },
      spec: { value: given },
    });
  return program(no, input, declare, [code, `${FIELD}${field}`, allowed, fix]);
}

/** The line that a text becomes; both versions of YAML must read it back unchanged, and so must the server. */
function text(no: number, input: string, given: string, line: string) {
  const yaml = () => {
    const made = toYaml({ a: given });
    const isSame = [load(made), parse(made)].every((read) => (read as { a: unknown }).a === given);
    return isSame ? made.slice(3, -1) : `${made} is read differently`;
  };
  return kept(no, input, yaml, line, server(make.configMap({ data: { a: given } })));
}

/** A number as the object has it. */
function number(no: number, input: string, given: number) {
  const make = () => {
    const { app, chart } = shopChart();
    new RawObject(chart, "Good", {
      apiVersion: "example.test/v1",
      kind: "Gadget",
      metadata: { name: "x" },
      spec: given,
    });
    return app.render().objects.at(-1)?.manifest["spec"];
  };
  return kept(no, input, make, given);
}

class Point {
  readonly x = 1;
}
const thrower = Object.defineProperty({}, "x", { enumerable: true, get: () => JSON.parse("{") as unknown });
const PLAIN: Want = ["not-serialisable", "", "plain object", "pass"];

/** Entries 41 to 63: values that JSON or YAML can't hold, or would change. */
export const VALUES: readonly Row[] = [
  value(41, "a Date", new Date(0), PLAIN),
  value(41, "a Map", new Map([["a", 1]]), PLAIN),
  value(41, "a Set", new Set([1]), PLAIN),
  value(41, "an instance of a class", new Point(), PLAIN),
  value(42, "a function", () => 1, PLAIN),
  value(42, "a symbol", Symbol("x"), PLAIN),
  value(43, "a Promise in an object", Promise.resolve(1), [
    "unresolved-value",
    "",
    "known at synthesis",
    "await it first",
  ]),
  value(43, "an Output of Pulumi in an object", output("tea"), [
    "unresolved-value",
    "",
    "known at synthesis",
    "app.later(name, output)",
  ]),
  prop(43, "an Output of Pulumi as a prop", { config: { BUCKET: output("tea") } }, [
    "unresolved-value",
    "config.BUCKET",
    "known when the program runs",
    "app.later",
  ]),
  prop(43, "a Promise as a prop", { config: Promise.resolve({}) }, [
    "unresolved-value",
    "config",
    "known when the program runs",
    "await it",
  ]),
  value(44, "NaN", NaN, ["not-a-number", "", "a finite number", "check the sum"]),
  value(44, "Infinity", Infinity, ["not-a-number", "", "a finite number", "check the sum"]),
  value(45, "1e21", 1e21, ["not-a-number", "", "whole up to 2^53", "pass a string"]),
  value(45, "2^53 + 2", 2 ** 53 + 2, ["not-a-number", "", "whole up to 2^53", "pass a string"]),
  noted(
    "a fraction is written with all its digits, and no reader of doubles changes it",
    number(45, "0.1 + 0.2", 0.1 + 0.2),
  ),
  value(46, "a cyclic object", CYCLE, ["cycle", ".self", "without a cycle", "break the cycle"]),
  value(47, "a list with a hole", HOLE, ["undefined-item", "[1]", "a value", "remove the item"]),
  value(47, "a list with undefined", ["a", undefined], ["undefined-item", "[1]", "a value", "remove the item"]),
  value(48, "a getter that throws, in an object", thrower, [
    "unreadable",
    ".x",
    "not a getter that throws",
    "read the value before",
  ]),
  prop(
    48,
    "a getter that throws, in props",
    { config: Object.defineProperty({}, "A", { enumerable: true, get: () => JSON.parse("{") as unknown }) },
    ["unreadable", "config.A", "a value", "read the value before"],
  ),
  prop(49, 'the prop "replcas"', { replcas: 3 }, ["unknown-prop", "replcas", "scaling", "did you mean scaling?"]),
  prop(49, 'the prop "scaling.mn"', { scaling: { mn: 3 } }, ["unknown-prop", "scaling.mn", "min", "did you mean min?"]),
  prop(50, "NUL in a variable", { config: { A: "a\0b" } }, [
    "nul-character",
    "config.A",
    "without U+0000",
    "remove the character",
  ]),
  prop(50, "NUL in an argument", { args: ["a\0b"] }, [
    "nul-character",
    "args[0]",
    "without U+0000",
    "remove the character",
  ]),
  raw(50, "NUL in a variable of an object", make.deployment({ [`${make.APP}.env`]: [{ name: "A", value: "a\0b" }] }), [
    "nul-character",
    `${make.APP}.env[0].value`,
    "without U+0000",
    "remove U+0000",
  ]),
  raw(50, "NUL in an argument of an object", make.deployment({ [`${make.APP}.args`]: ["a\0b"] }), [
    "nul-character",
    `${make.APP}.args[0]`,
    "without U+0000",
    "remove U+0000",
  ]),
  noted("a file may hold it", text(50, "NUL in a ConfigMap", "a\0b", '"a\\u0000b"')),
  text(51, "DEL", "a\x7fb", '"a\\u007fb"'),
  text(51, "a C1 control character", "a\x9fb", '"a\\u009fb"'),
  text(51, "U+FFFE and U+FFFF", "\ufffe\uffff", '"\\ufffe\\uffff"'),
  text(52, "U+0085", "a\x85b", '"a\\u0085b"'),
  text(52, "U+2028 and U+2029", "\u2028\u2029", '"\\u2028\\u2029"'),
  {
    ...raw(53, "a lone surrogate", make.configMap({ data: { a: "a\ud83d" } }), [
      "not-unicode",
      "data.a",
      "without lone surrogates",
      "where the text was cut",
    ]),
    server: undefined,
  },
  prop(53, "a lone surrogate in a variable", { config: { A: "a\ud83d" } }, [
    "not-unicode",
    "data.A",
    "without lone surrogates",
    "where the text was cut",
    "prod/shop/Bad/Config/Resource",
  ]),
  text(54, "0o17", "0o17", '"0o17"'),
  ...["no", "on", "y", "~", "null", "0123", "1e3", "1_000", "1:30", "2026-01-31", ".inf"].map((word) =>
    text(55, word, word, `"${word}"`),
  ),
  ...["=", "<<", "---"].map((word) => text(56, word, word, `"${word}"`)),
  text(56, "a byte order mark", "\ufeffa", '"\\ufeffa"'),
  text(57, "CRLF", "a\r\nb", '"a\\r\\nb"'),
  text(57, "a tab first", "\ta", '"\\ta"'),
  text(57, "blanks at the end", "a  \nb", '"a  \\nb"'),
  text(57, "a line break first", "\na", '"\\na"'),
  prop(58, "a zero-width space in a name", { name: "shop\u200bfront" }, [
    "name-grammar",
    "name",
    "a-z, 0-9 and -",
    'use "shop-front"',
  ]),
  raw(
    58,
    "a direction-changing character in a name",
    make.configMap({ data: { "a\u202eb": "x" } }),
    ["name-grammar", 'data["a\u202eb"]', "A-Z, a-z, 0-9", 'use "a-b"'],
    "consist of alphanumeric",
  ),
  noted(
    "visible in the output as an escape, so data needs no opt-out",
    text(58, "a direction-changing character in data", "a\u202eb", '"a\\u202eb"'),
  ),
  elsewhere(59, "loaded YAML with on: push, no: 012, 1:30", LOADING),
  elsewhere(60, "loaded YAML with duplicate keys", LOADING),
  elsewhere(61, "loaded YAML with a syntax error", LOADING),
  elsewhere(62, "an alias bomb in loaded YAML", LOADING),
  elsewhere(63, "YAML included from a URL", LOADING),
];
