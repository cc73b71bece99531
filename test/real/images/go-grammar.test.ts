import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compareGo } from "../../../lib/go-module";
import { parseConstraint } from "../../../lib/go-module/build-constraint";
import { readGoFile } from "../../../lib/go-module/go-file";
import { nameGlob } from "../../../lib/go-module/glob";
import { readGoMod, readGoWork } from "../../../lib/go-module/mod-file";
import { membership } from "../../../lib/go-module/platform";
import { unquote } from "../../../lib/go-module/quoted";
import { put } from "../../support/folder";
import { go, goList, goOutput } from "./go-command";

const PROCESSORS = ["amd64", "arm64", "arm", "ppc64le", "riscv64", "s390x"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "go-grammar-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const path = fc.constantFrom(
  "example.com/x",
  "example.com/x/v2",
  '"example.com/y"',
  "gopkg.in/z.v1",
  "'q'",
  "a\u00e9",
  "`r`",
  "x/v1",
  '"\\x41"',
);
const version = fc.constantFrom(
  "v1.2.3",
  "v1.2",
  "v2.0.0",
  "v1.0.0-rc.1+meta",
  "v3.0.0+incompatible",
  "master",
  '"v1.0.0"',
  "v0.0.0-2020",
);
const target = fc.constantFrom("./x", "../x", ".", "/abs", "x", "example.com/o", "C:\\x", ".\\x", "./a@b", '"./a b"');
const word = fc.constantFrom(
  "(",
  ")",
  "[",
  "]",
  ",",
  "=>",
  "a=b",
  "{",
  "1.25.0",
  "1.26rc1",
  "1.x",
  "go1.26.8",
  "default",
  "\\",
  '"',
  "/*",
);
const comment = fc.constantFrom("", "", "", " // indirect", " //indirect; why", " // indirectly", "//x", "\r");
const phrase = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom("require", "exclude"), path, version).map((parts) => parts.join(" ")),
  },
  fc.tuple(path, version).map((parts) => parts.join(" ")),
  fc.tuple(path, target).map(([from, to]) => `replace ${from} => ${to}`),
  fc.tuple(path, version, target, version).map(([from, of, to, at]) => `replace ${from} ${of} => ${to} ${at}`),
  fc
    .tuple(fc.constantFrom("go", "toolchain", "godebug", "use", "module", "tool"), word)
    .map((parts) => parts.join(" ")),
  target.map((one) => `use ${one}`),
  fc.constantFrom(
    "require (",
    "replace (",
    "use (",
    "go (",
    "retract (",
    "x y (",
    ")",
    ") x",
    "( )",
    "require ( )",
    "",
    "retract [v1.0.0, v1.1.0]",
  ),
  fc.array(word, { maxLength: 4 }).map((parts) => parts.join(" ")),
);
const modText = fc
  .tuple(
    fc.array(
      fc.tuple(phrase, comment).map((parts) => parts.join("")),
      { minLength: 1, maxLength: 4 },
    ),
    fc.boolean(),
  )
  .map(([lines, isClosed]) => `${lines.join("\n")}\n${isClosed ? ")\n" : ""}`);

interface ModJson {
  readonly Module?: { readonly Path?: string };
  readonly Go?: string;
  readonly Toolchain?: string;
  readonly Require?: readonly { readonly Path: string; readonly Version: string; readonly Indirect?: boolean }[] | null;
  readonly Replace?: readonly { readonly Old: Target; readonly New: Target }[] | null;
  readonly Use?: readonly { readonly DiskPath: string }[] | null;
}

interface Target {
  readonly Path: string;
  readonly Version?: string;
}

/** One replacement of each version: the commands that edit drop the others, those that build refuse them. */
function lastOf(replaces: readonly (readonly (string | undefined)[])[]) {
  return Object.fromEntries(replaces.map(([path, of, ...to]) => [`${path} ${of}`, to]));
}

/** What go prints of a file, in the words of ours; nothing when it refuses the file. */
function printed(what: "mod" | "work", text: string) {
  const file = join(folder, "generated");
  put(file, text);
  const { ok, out } = go(folder, [what, "edit", "-json", file]);
  if (!ok) return undefined;
  const { Module, Go, Toolchain, Require, Replace, Use } = JSON.parse(out) as ModJson;
  return {
    ...(what === "mod" && {
      module: Module?.Path ?? "",
      requires: (Require ?? []).map((one) => [one.Path, one.Version, one.Indirect ?? false]),
    }),
    go: Go,
    toolchain: Toolchain,
    replaces: lastOf((Replace ?? []).map(({ Old, New }) => [Old.Path, Old.Version, New.Path, New.Version])),
    ...(what === "work" && { uses: (Use ?? []).map(({ DiskPath }) => DiskPath) }),
  };
}

function ours(what: "mod" | "work", text: string) {
  const { mod, faults } = what === "mod" ? readGoMod(text) : readGoWork(text);
  if (faults.length > 0) return undefined;
  return {
    ...(what === "mod" && {
      module: mod.module?.text ?? "",
      requires: mod.requires.map((one) => [one.path, one.version, one.isIndirect]),
    }),
    go: mod.go?.text,
    toolchain: mod.toolchain?.text,
    replaces: lastOf(mod.replaces.map((one) => [one.path, one.version, one.target, one.targetVersion])),
    ...(what === "work" && { uses: mod.uses.map(({ text: one }) => one) }),
  };
}

describe("the grammar of go.mod and go.work", () => {
  it.each(["mod", "work"] as const)(
    "is that of go %s edit",
    (what) => {
      fc.assert(
        fc.property(modText, (text) => {
          expect(ours(what, text)).toEqual(printed(what, text));
        }),
        { numRuns: 500 },
      );
    },
    600_000,
  );
});

describe("files and their conditions", () => {
  const names = [
    "a",
    "a_linux",
    "linux",
    "a_arm64",
    "a_linux_amd64",
    "a_windows",
    "a_amd64_linux",
    "_a",
    "a_js_wasm",
    "a_unix",
    "a_arm_",
    "a.b_windows",
  ];
  const conditions = [
    "",
    "//go:build cgo",
    "//go:build !cgo && (arm64 || amd64)",
    "//go:build windows || unix && !go1.30",
    "//go:build ((s390x))",
    "//go:build gc && go1.21 && !purego",
    "// +build arm,linux ppc64le",
    "// +build !linux",
    "// +build linux\n// +build riscv64 amd64",
    "// A licence.\n\n//go:build !amd64",
    "/* //go:build windows */",
    "//go:buildx windows",
    "//go:build\tamd64",
  ];
  const blanks = ["\n\n", "\n"];
  const files = names.flatMap((name) =>
    conditions.flatMap((condition, at) =>
      blanks.map((blank, index) => [`n${at}${index}${name}.go`, `${condition}${blank}package a\n`] as const),
    ),
  );

  it("belong to the builds that go list puts them in", () => {
    for (const [name, text] of [["go.mod", "module example.com/a\n\ngo 1.25.0\n"] as const, ...files])
      put(join(folder, "build", name), text);
    const builds = PROCESSORS.flatMap((GOARCH) => ["1", "0"].map((CGO_ENABLED) => ({ GOARCH, CGO_ENABLED })));
    const lists = builds.map((env) => ({ ...env, files: goList(join(folder, "build"), ["."], env)[0]!.GoFiles ?? [] }));
    const said = files.map(([name]) => ({
      name,
      withCgo: lists.some((list) => list.CGO_ENABLED === "1" && list.files.includes(name)),
      withoutCgo: lists.some((list) => list.CGO_ENABLED === "0" && list.files.includes(name)),
    }));
    const read = files.map(([name, text]) => ({ name, ...membership(name, readGoFile(text).constraint) }));
    expect(read).toEqual(said);
  });
});

describe("the sources of the standard library", () => {
  const unique = (texts: readonly string[]) => [...new Set(texts)].sort();

  it("import and embed what go list says", () => {
    const packages = goList(folder, ["std"], { CGO_ENABLED: "1" }).filter(
      ({ GoFiles, CgoFiles }) => GoFiles ?? CgoFiles,
    );
    const read = packages.map(({ Dir, GoFiles = [], CgoFiles = [] }) => {
      const sources = [...GoFiles, ...CgoFiles].map((file) => readGoFile(readFileSync(join(Dir, file), "utf8")));
      const names = unique(sources.map(({ packageName }) => packageName));
      const imports = unique(sources.flatMap((source) => source.imports.map(({ text }) => text)));
      return { names, imports, embeds: unique(sources.flatMap((source) => source.embeds.map(({ text }) => text))) };
    });
    const said = packages.map(({ Name, Imports = [], ImportMap = {}, EmbedPatterns = [] }) => {
      const written = new Map(Object.entries(ImportMap).map(([from, to]) => [to, from]));
      return {
        names: [Name],
        imports: unique(Imports.map((one) => written.get(one) ?? one)),
        embeds: unique(EmbedPatterns),
      };
    });
    expect(read).toEqual(said);
    expect(packages.length).toBeGreaterThan(300);
  }, 120_000);
});

const ORACLE = `package main

import (
	"encoding/json"
	"go/ast"
	"go/build/constraint"
	"go/token"
	"go/version"
	"os"
	"path"
	"strconv"
)

func main() {
	var asked [][]string
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	answers := []any{}
	for _, a := range asked {
		var answer any
		switch a[0] {
		case "match":
			if ok, err := path.Match(a[1], a[2]); err == nil {
				answer = ok
			}
		case "unquote":
			if text, err := strconv.Unquote(a[1]); err == nil {
				answer = text
			}
		case "condition":
			if condition, err := constraint.Parse("//go:build " + a[1]); err == nil {
				answer = condition.Eval(func(tag string) bool { return tag == "a" })
			}
		case "embed":
			directive, _ := ast.ParseDirective(token.NoPos, "//go:embed "+a[1])
			if arguments, err := directive.ParseArgs(); err == nil {
				patterns := []string{}
				for _, one := range arguments {
					patterns = append(patterns, one.Arg)
				}
				answer = patterns
			}
		case "compare":
			answer = version.Compare("go"+a[1], "go"+a[2])
		}
		answers = append(answers, answer)
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
`;

/** What functions of Go's library answer. */
function oracle(asked: readonly (readonly string[])[]): unknown[] {
  put(join(folder, "oracle/go.mod"), "module example.com/oracle\n\ngo 1.25.0\n");
  put(join(folder, "oracle/main.go"), ORACLE);
  goOutput(join(folder, "oracle"), ["build", "-o", join(folder, "oracle/oracle"), "."]);
  const { stdout } = spawnSync(join(folder, "oracle/oracle"), { input: JSON.stringify(asked), encoding: "utf8" });
  return JSON.parse(stdout) as unknown[];
}

describe("small languages of Go", () => {
  const sample = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, 5_000);

  it("match names as path.Match does", () => {
    const letter = fc.constantFrom("a", "b", "-", "[", "]", "^", "*", "?", "\\", "é", "😀", ".");
    const text = fc.array(letter, { maxLength: 7 }).map((letters) => letters.join(""));
    const name = fc
      .array(fc.constantFrom("a", "b", "é", "😀", "-", "]", "^", "."), { maxLength: 4 })
      .map((letters) => letters.join(""));
    const asked = sample(fc.tuple(text, name));
    const read = asked.map(([glob, one]) => nameGlob(glob)?.test(one) ?? null);
    expect(read).toEqual(oracle(asked.map((pair) => ["match", ...pair])));
  });

  it("read strings as strconv.Unquote does", () => {
    const piece = fc.constantFrom(
      "a",
      "é",
      "\\n",
      "\\x41",
      "\\101",
      "\\400",
      "\\u00e9",
      "\\uD800",
      "\\U0001F600",
      "\\U00110000",
      "\\'",
      '\\"',
      "\\q",
      "\\x4",
      "\\\\",
    );
    const literals = sample(fc.array(piece, { maxLength: 5 })).map((pieces) => `"${pieces.join("")}"`);
    expect(literals.map((literal) => unquote(literal) ?? null)).toEqual(
      oracle(literals.map((one) => ["unquote", one])),
    );
  });

  it("read conditions as go/build/constraint does", () => {
    const part = fc.constantFrom("a", "b", "!", "!", "&&", "||", "(", ")", "&", ",", "a.b", "é1");
    const conditions = sample(fc.array(part, { minLength: 1, maxLength: 7 })).map((parts) => parts.join(" "));
    const read = conditions.map((text) => parseConstraint(text)?.((tag) => tag === "a") ?? null);
    expect(read).toEqual(oracle(conditions.map((text) => ["condition", text])));
  });

  it("read the arguments of a directive as go/ast does", () => {
    const piece = fc.constantFrom("a", "b.txt", '"', '"', "`", "\\", '\\"', "\\n", " ", " ", "\t", "é");
    const lists = sample(fc.array(piece, { maxLength: 8 })).map((pieces) => pieces.join("").trim());
    const read = lists.map((list) => {
      const { embeds } = readGoFile(`package a\nimport "embed"\n//go:embed ${list}\n`);
      return embeds.map(({ text }) => text);
    });
    const said = oracle(lists.map((list) => ["embed", list])) as (string[] | null)[];
    // A text with a quote in it finds no file, so what go refuses is refused too.
    const refused = read.filter((_, at) => said[at] === null);
    expect(refused.every((texts) => texts.some((text) => /^["`]/.test(text)))).toBe(true);
    expect(read.filter((_, at) => said[at] !== null)).toEqual(said.filter((texts) => texts !== null));
  });

  it("order versions as go/version does", () => {
    const one = fc.constantFrom(
      "1.9",
      "1.20",
      "1.20.0",
      "1.20.1",
      "1.20rc1",
      "1.21",
      "1.21.0",
      "1.21rc1",
      "1.21rc2",
      "1.21beta1",
      "1.26",
      "1.26.8",
      "1.26.10",
      "2.0",
    );
    const pairs = sample(fc.tuple(one, one));
    expect(pairs.map(([a, b]) => compareGo(a, b))).toEqual(oracle(pairs.map((pair) => ["compare", ...pair])));
  });
});
