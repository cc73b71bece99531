import { describe, expect, it } from "@jest/globals";
import { readGoFile } from "../../../lib/go-module/go-file";
import { tokensOf } from "../../../lib/go-module/go-tokens";

const tokens = (source: string) => [...tokensOf(source)].map(({ kind, text, line }) => `${line} ${kind} ${text}`);

describe("the tokens of a Go source", () => {
  it.each<[string, string[]]>([
    ["a1 é_2 _", ["1 name a1", "1 name é_2", "1 name _"]],
    ["f(x)", ["1 name f", "1 parenthesis (", "1 name x", "1 parenthesis )"]],
    ['"a\\"b" c', ['1 string "a\\"b"', "1 name c"]],
    ['"a\\\\" c', ['1 string "a\\\\"', "1 name c"]],
    ["`a\\` c", ["1 string `a\\`", "1 name c"]],
    ["'\"' a '`' b '\\'' c", ["1 name a", "1 name b", "1 name c"]],
    ["a / b", ["1 name a", "1 name b"]],
    ["a // b\nc", ["1 name a", "1 comment // b", "2 name c"]],
    ["a // b", ["1 name a", "1 comment // b"]],
    ["a /* b\n */ c", ["1 name a", "1 comment /* b\n */", "2 name c"]],
    ["/*/ a */ b", ["1 comment /*/ a */", "1 name b"]],
    ["/* a", ["1 comment /* a"]],
    ["`a", ["1 string `a"]],
    ['"//" "/*" b', ['1 string "//"', '1 string "/*"', "1 name b"]],
    ["\n\n a\n\n b", ["3 name a", "5 name b"]],
    ["", []],
    [" + ", []],
  ])("of %j", (source, expected) => expect(tokens(source)).toEqual(expected));

  it.each(['"a\nb', "'a\nb", '"a\\\nb'])("go on behind a quote that is not closed: %j", (source) => {
    expect(tokens(source).at(-1)).toBe("2 name b");
  });
});

describe("what a Go source says of itself", () => {
  it.each([
    ["package a", "a"],
    ["// A comment.\n/* Another. */ package a // a third", "a"],
    ["package a; import `b`", "a"],
    ["package", ""],
    ["package (", ""],
    ['package "a"', ""],
    ["pack age", ""],
    ["", ""],
  ])("is the name of its package: %j", (source, name) => expect(readGoFile(source).packageName).toBe(name));

  it("is nothing more where it has no package", () => {
    expect(readGoFile('pack a\nimport "b"\n').imports).toEqual([]);
  });

  it.each([
    ['package a\nimport ("b"; "c")\nimport "d"', ["b", "c", "d"]],
    ['package a\nimport ( x "b" )\nfunc f() { g("c") }', ["b"]],
    ['package a\nimport ("b"', ["b"]],
    ["package a\nimport (x y)", []],
    ["package a\nimport", []],
  ])("are its imports: %j", (source, imports) => {
    expect(readGoFile(source).imports.map(({ text }) => text)).toEqual(imports);
  });

  it("are its strings, outside of the imports, with their lines", () => {
    const source = 'package a\nimport "b"\nvar c = "d\\x65"\n// "f"\nvar g = `h`';
    expect(readGoFile(source).strings).toEqual([
      { text: "de", line: 3 },
      { text: "h", line: 5 },
    ]);
  });

  it.each([
    [254, 1],
    [255, 0],
  ])("are strings of at most 256 characters with their quotes: %i", (length, count) => {
    expect(readGoFile(`package a\nvar b = "${"c".repeat(length)}"`).strings).toHaveLength(count);
  });

  it.each([
    ["package main\nfunc main() {}\nfunc main() {}", 2],
    ["package main\nvar main = 1", undefined],
    ["package main\nfunc f() { main() }", undefined],
    ["package main\nfunc (x main) f() {}", undefined],
  ])("is the line of its first func main: %j", (source, line) => expect(readGoFile(source).main).toBe(line));
});

describe("the condition above a package", () => {
  const read = (comment: string) => readGoFile(`${comment}\n\npackage a\n`);

  it.each(["//go:build linux", "//go:build\tlinux", "// A licence.\n\n//go:build linux", "// +build linux"])(
    "is read from %j",
    (comment) => {
      const { constraint, malformed } = read(comment);
      expect([constraint?.((tag) => tag === "linux"), constraint?.(() => false), malformed]).toEqual([
        true,
        false,
        undefined,
      ]);
    },
  );

  it.each(["// go:build linux", "//go:builds linux", "///go:build linux", "// see //go:build linux", "/*go:build a*/"])(
    "is not read from %j",
    (comment) => expect(read(comment)).toMatchObject({ constraint: undefined, malformed: undefined }),
  );

  it.each([
    ["//go:build", 1],
    ["\n//go:build a,b", 2],
    ["//go:build !!a", 1],
    ["//go:build a && ! !b", 1],
    ["//go:build !", 1],
  ])("is malformed: %j", (comment, line) => {
    expect(read(comment)).toMatchObject({ constraint: undefined, malformed: { text: comment.trim(), line } });
  });
});

describe("the patterns of //go:embed", () => {
  const embeds = (comment: string, path = "embed") =>
    readGoFile(`package a\nimport _ "${path}"\n\n${comment}\nvar b string\n`).embeds;

  it.each<[string, string[]]>([
    ["//go:embed a.txt", ["a.txt"]],
    ["//go:embed\ta\t b  ", ["a", "b"]],
    ['//go:embed "a b" c', ["a b", "c"]],
    ['//go:embed "a\\"b" `c d`', ['a"b', "c d"]],
    ['//go:embed a"b', ['a"b']],
    ['//go:embed a "b c', ["a", '"b c']],
    ["//go:embed a `b c", ["a", "`b c"]],
    ['//go:embed "a"b c', ['"a"b c']],
    ['//go:embed "a\\qb" c', ['"a\\qb"', "c"]],
    ['//go:embed "a\\" b', ['"a\\" b']],
    ["//go:embed all:a", ["all:a"]],
    ["//go:embed", []],
    ["//go:embedded a", []],
    ["// go:embed a", []],
    ["/*go:embed a*/", []],
    ["// see //go:embed a", []],
  ])("are read from %j", (comment, patterns) => {
    expect(embeds(comment)).toEqual(patterns.map((text) => ({ text, line: 4 })));
  });

  it("count where embed is imported only", () => expect(embeds("//go:embed a", "embeds")).toEqual([]));
});
