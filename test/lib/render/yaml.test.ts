import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import type { LoadOptions } from "js-yaml";
import { JSON_SCHEMA, load } from "js-yaml";
import { parse } from "yaml";
import { ValidationError } from "../../../lib/errors";
import type { Json } from "../../../lib/rendered";
import { isValidText, toYaml } from "../../../lib/render/yaml";

// js-yaml stops at 100 levels unless asked; its type package doesn't know the option yet.
const DEEP = { maxDepth: 2000 } as LoadOptions;

const READERS: readonly [string, (text: string) => unknown][] = [
  ["YAML 1.1", (text) => parse(text, { version: "1.1", maxAliasCount: 0 }) as unknown],
  ["YAML 1.2", (text) => parse(text, { version: "1.2", maxAliasCount: 0 }) as unknown],
  ["js-yaml", (text) => load(text, DEEP)],
  ["js-yaml with the JSON schema", (text) => load(text, { ...DEEP, schema: JSON_SCHEMA })],
];

const WORDS = `
y Y n N yes Yes YES no No NO on On ON off Off OFF yEs -y -no true True TRUE false False FALSE tRUE null Null NULL ~ nULL
undefined None 0 -0 +0 1 -1 +1 007 0123 08 0o17 0O17 0x1F 0X1f -0x1F 0b101 1_000 -_7944 -_1e3 _1 1__0 1.0 1. .1 1.10 1e3 1E3 1e+3
1.5e-3 e1 E1 -e1 e+1 e-1 e e1_0 12e03 1e 0. . .inf -.inf +.inf .Inf .INF .nan .NaN .NAN inf Infinity nan NaN -inf 1:30
190:20:30 -1:30 1:30.5 0:0 2001-12-14 2001-12-14t21:59:43.10-05:00 12:30:45 = << --- ... - -- --a -a ? : a: a:b a#b # &a
*a !a | |- > >+ ' '' 'a' " "" "a" \\ \\n % %a @ @a [ ] [a] { } {} [] , a,b * / /a _ __proto__ constructor toString a'b a"b
a\\b http://a.b:80/c?d=e&f=#g 10m 64Mi 1Ei 50% é é 日本語`
  .trim()
  .split(/\s/);
const PHRASES = [
  "2001-1-1 1:1:1",
  "--- a",
  "- a",
  "? a",
  ": a",
  "a: b",
  "a :b",
  "a #b",
  "# a",
  "!!str a",
  "{a: b}",
  "a, b",
];
const TEMPLATES = ["{{ .Values }}", "${{ x }}", "$(B)", `it's: "x" # y`, "%YAML 1.1\n---\n", "# a\nb: c\n", "- a\n- b"];
const BLANKS = [
  "",
  " ",
  "  ",
  "\t",
  "\n",
  "\n\n",
  "\r",
  "\r\n",
  " a",
  "a ",
  "\ta",
  "a\t",
  "a\r\nb",
  "a\rb",
  "a\n",
  "\na",
];
const BLOCKS = [
  "a\n\n",
  "\n a",
  "a\nb",
  "a\nb\n",
  "a\n\nb\n",
  "a\n b\n",
  "a\n\tb",
  " a\nb",
  "\ta\nb",
  "a \nb",
  "a\t\nb",
];
const MORE_BLOCKS = [
  "a\n \nb",
  "a\n---\nb\n",
  "a\n...\n",
  "a\n\u2028b",
  "a\n\u0085b",
  "a\n\u0007",
  '{\n\t"a": 1\n}\n',
  "a\nb\n\n",
];
const LONG = ["a".repeat(1025), "a b ".repeat(300) + "c", "é".repeat(2000), "\u0085".repeat(400), "x: ".repeat(500)];
const CHARACTERS = [
  ...[
    0x00, 0x01, 0x08, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xad, 0x61c, 0x180e, 0x200b, 0x200d, 0x200e,
  ],
  ...[0x202e, 0x2028, 0x2029, 0x2060, 0x2066, 0x3000, 0xe000, 0xf8ff, 0xfdd0, 0xfeff, 0xfff9, 0xfffd, 0xfffe, 0xffff],
  ...[0x10000, 0x1f600, 0x1fffe, 0x10ffff],
].flatMap((code) => [
  String.fromCodePoint(code),
  `a${String.fromCodePoint(code)}b`,
  `a\n${String.fromCodePoint(code)}`,
]);
const NASTY = [...WORDS, ...PHRASES, ...TEMPLATES, ...BLANKS, ...BLOCKS, ...MORE_BLOCKS, ...LONG, ...CHARACTERS];

const documents = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom(...NASTY));
const awkward = fc.array(
  fc.constantFrom(...Array.from(" \t\n\r-:#?'\"|>%@`&*!{}[],.=~<0123456789abefnxoyYNtrue_+\\\u0085\u2028\ufeff")),
  { maxLength: 12 },
);
const texts = fc.oneof(
  documents,
  awkward.map((chars) => chars.join("")),
);
const { tree } = fc.letrec<{ tree: Json; leaf: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium" },
    tie("leaf"),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(texts, tie("tree"), { maxKeys: 4 }),
  ),
  leaf: fc.oneof(
    texts,
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  ),
}));

describe.each(READERS)("what %s reads", (_, read) => {
  it.each(NASTY.map((text) => [text]))("is the text %j in every position", (text) => {
    const value = { value: text, list: [text, [text]], map: Object.fromEntries([[text, { [text]: text }]]) };
    expect(JSON.stringify(read(toYaml(value)))).toBe(JSON.stringify(value));
    expect(read(toYaml(text))).toBe(text);
  });

  it("is any text, as a value and as a key", () => {
    const same = (text: string) => expect(entries(read(toYaml(mapOf(text))))).toEqual([[text, [text, { k: text }]]]);
    fc.assert(fc.property(texts, same), { numRuns: 1000 });
  });

  it("is any tree", () => {
    fc.assert(
      fc.property(tree, (value) => expect(JSON.stringify(read(toYaml(value)))).toBe(JSON.stringify(value))),
      { numRuns: 300 },
    );
  });

  it.each([0, -1, 0.1, -0.5, 1e-7, -1.25e-9, 5e-324, 123456.789, 2 ** 53 - 1, 1 - 2 ** 53, 1e15, 0.1 + 0.2])(
    "is the number %d",
    (number) => expect(read(toYaml([number]))).toEqual([number]),
  );

  it("is a nest of 1,000 levels", () => {
    expect(JSON.stringify(read(toYaml(nest(1000))))).toBe(JSON.stringify(nest(1000)));
  });
});

describe("how YAML is laid out", () => {
  it("puts lists at the indent of their key and maps two spaces in", () => {
    const value = { spec: { args: ["--port=8080", "8080"], ports: [{ name: "http", port: 80 }, [1, [2]]] } };
    const lines = [
      "spec:",
      "  args:",
      "  - --port=8080",
      '  - "8080"',
      "  ports:",
      "  - name: http",
      "    port: 80",
      "  - - 1",
      "    - - 2",
      "",
    ];
    expect(toYaml(value)).toBe(lines.join("\n"));
  });

  it("writes empty maps and lists in one line", () => {
    expect(toYaml({ map: {}, list: [], items: [{}, []] })).toBe("map: {}\nlist: []\nitems:\n- {}\n- []\n");
  });

  it("keeps the lines of a configuration file apart", () => {
    expect(toYaml({ "app.ini": "[a]\n\tb = 1\n\n# end\n" })).toBe("app.ini: |\n  [a]\n  \tb = 1\n\n  # end\n");
  });

  it("keeps quantities, addresses and images free of quotes", () => {
    const plain = ["250m", "64Mi", "30s", "registry.example.test:5000/shop/api@sha256:ab12", "http://api:80/x?y=1"];
    expect(toYaml(plain)).toBe(plain.map((text) => `- ${text}\n`).join(""));
  });

  it("keeps the order of the keys", () => {
    expect(toYaml({ b: 1, a: 2 })).toBe("b: 1\na: 2\n");
  });

  it("leaves out what is undefined in a map", () => {
    expect(toYaml({ a: undefined, b: 1, c: { d: undefined } } as unknown as Json)).toBe("b: 1\nc: {}\n");
  });

  it("writes a repeated object twice instead of an alias", () => {
    const shared = { a: 1 };
    expect(toYaml({ one: shared, two: shared })).toBe("one:\n  a: 1\ntwo:\n  a: 1\n");
  });

  it("writes a prototype's name as an ordinary key", () => {
    expect(toYaml(JSON.parse('{"__proto__":{"a":1}}') as Json)).toBe("__proto__:\n  a: 1\n");
  });

  it("writes numbers without an exponent", () => {
    expect(toYaml([1e-7, -1.25e-9, -0])).toBe("- 0.0000001\n- -0.00000000125\n- 0\n");
  });
});

describe("what YAML refuses", () => {
  const loop: { [key: string]: Json } = {};
  loop["self"] = loop;
  const refused: readonly [string, string, unknown][] = [
    ["text-not-unicode", "a lone surrogate", { a: "x\ud800y" }],
    ["text-not-unicode", "a lone surrogate in a key", { "\udc00": 1 }],
    ["text-not-unicode", "a lone surrogate among lines", "a\n\udfff\n"],
    ["number-not-exact", "NaN", [NaN]],
    ["number-not-exact", "Infinity", [Infinity]],
    ["number-not-exact", "1e21", { a: 1e21 }],
    ["number-not-exact", "an integer beyond 2^53", { a: 2 ** 53 }],
    ["value-not-json", "undefined in a list", [undefined]],
    ["value-not-json", "a hole in a list", new Array(1)],
    ["value-not-json", "a function", { a: () => 1 }],
    ["value-not-json", "a bigint", { a: 1n }],
    ["value-not-json", "a symbol", [Symbol("a")]],
    ["value-not-json", "a date", { a: new Date(0) }],
    ["value-not-json", "a Map", new Map()],
    ["nested-too-deep", "1,001 levels", nest(1001)],
    ["nested-too-deep", "an object that contains itself", loop],
  ];

  it.each(refused)("is, as %s, %s", (code, _, value) => {
    expect(codeOf(() => toYaml(value as Json))).toBe(code);
  });

  it.each([["\ud800"], ["a\udc00"], ["\udc00\ud800"], ["\ud83d\ude00\ud83d"]])("is a text like %j", (text) => {
    expect(isValidText(text)).toBe(false);
  });

  it("is no text with whole surrogate pairs", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => expect(isValidText(text)).toBe(true)));
  });
});

function mapOf(text: string): Json {
  return Object.fromEntries([[text, [text, { k: text }]]]);
}

function entries(value: unknown): unknown {
  return Object.entries(value as object);
}

function nest(levels: number): Json {
  let value: Json = levels % 2 ? { end: 1 } : ["end"];
  for (let level = 1; level < levels; level++) value = level % 2 ? [value] : { k: value };
  return value;
}

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems[0]?.code;
    throw error;
  }
  return undefined;
}
