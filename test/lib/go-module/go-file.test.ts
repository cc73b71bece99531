import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readGoFile } from "../../../lib/go-module/go-file";
import { tokensOf } from "../../../lib/go-module/go-tokens";
import { membership } from "../../../lib/go-module/platform";

function imports(source: string): string[] {
  return readGoFile(source).imports.map(({ text, line }) => `${line} ${text}`);
}

describe("the imports of a Go source", () => {
  it.each<[string, string[]]>([
    ['package a\nimport "b"\nimport . "c"; import _ "d"\nimport e "f"', ["2 b", "3 c", "3 d", "4 f"]],
    ['package a; import ( "b"; c "d"\n . `e` )', ["1 b", "1 d", "2 e"]],
    ['// import "x"\n/* import "x" */ package /* import "x" */ a // import "a"\n\nimport /* "x" */ "b"', ["4 b"]],
    ['\uFEFFpackage a\nimport "\\x62\\u0063"', ["2 bc"]],
    ['package a\nimport ()\nimport "b"\nvar x = `\nimport "c"`\nimport "d"', ["3 b"]],
    ['package a\nfunc f() { import_("x") }', []],
    ['import "b"', []],
    ["", []],
  ])("are read from %j", (source, expected) => {
    expect(imports(source)).toEqual(expected);
  });
});

describe("func main", () => {
  it.each<[string, number | undefined]>([
    ["package main\n\nfunc main() {}", 3],
    ["package main\nfunc /* here */ main /* too */ () {}", 2],
    ["package main\nfunc (t T) main() {}", undefined],
    ["package main\n// func main() {}\nconst s = `\nfunc main() {}`", undefined],
    ["package main\nvar q = '\"'\nfunc main() {} // \"", 3],
    ["package main\nvar q = '\\''\nfunc main() {}", 3],
    ['package main\nvar q = "\\""\nfunc main() {}', 3],
    ["package main\nfunc mainly() {}", undefined],
  ])("is found in %j", (source, expected) => {
    expect(readGoFile(source).main).toBe(expected);
  });
});

describe("the tokens of a source", () => {
  const source = fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        "`",
        "\\",
        "//",
        "/*",
        "*/",
        "\n",
        "a",
        "é",
        "1",
        " ",
        "(",
        "import",
        "package",
        "\0",
        "😀",
      ),
    )
    .map((parts) => parts.join(""));

  it("stand in the source, one after the other, each on its line", () => {
    fc.assert(
      fc.property(source, (text) => {
        let at = 0;
        for (const token of tokensOf(text)) {
          const found = text.indexOf(token.text, at);
          expect(found).toBeGreaterThanOrEqual(at);
          expect(token.text.length).toBeGreaterThan(0);
          at = found + token.text.length;
        }
      }),
    );
  });

  it("have the line on which they begin", () => {
    const lines = [...tokensOf("a\n/*\n*/ b\n`\n`\nc")].map(({ text, line }) => `${line} ${text}`);
    expect(lines).toEqual(["1 a", "2 /*\n*/", "3 b", "4 `\n`", "6 c"]);
  });

  it("are read in a time that grows with the source, also on one line", () => {
    const count = (size: number) =>
      [...tokensOf(`var x = []byte{${"0x1f, ".repeat(size)}}\n"${"\\x1f".repeat(size)}"`)].length;
    expect(count(200_000)).toBe(200_000 + 4);
  });
});

describe("the condition of a file", () => {
  const both = { withCgo: true, withoutCgo: true };
  const none = { withCgo: false, withoutCgo: false };

  it.each([
    ["a.go", "", both],
    ["linux.go", "", both],
    ["a_linux.go", "", both],
    ["a_windows.go", "", none],
    ["a_linux_s390x.go", "", both],
    ["a_wasm.go", "", none],
    ["a_arm64_test.go", "", both],
    ["a_unix.go", "", both],
    ["a.go", "//go:build linux && !cgo", { withCgo: false, withoutCgo: true }],
    ["a.go", "//go:build cgo || windows", { withCgo: true, withoutCgo: false }],
    ["a.go", "//go:build amd64 && arm64", none],
    ["a.go", "//go:build go1.99", none],
    ["a.go", "//go:build !(darwin || (freebsd && amd64))", both],
    ["a.go", "//go:build !(!linux)", both],
    ["a.go", "// +build darwin linux,amd64", both],
    ["a.go", "// +build linux\n// +build darwin", none],
    ["a.go", "//go:build linux\n// +build windows", both],
  ])("decides whether %s with %j is built", (name, condition, expected) => {
    expect(membership(name, readGoFile(`${condition}\n\npackage a\n`).constraint)).toEqual(expected);
  });

  it("is not read below the package", () => {
    expect(readGoFile("package a\n\n//go:build windows\n").constraint).toBeUndefined();
  });
});
