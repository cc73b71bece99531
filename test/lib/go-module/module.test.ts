import { describe, expect, it } from "@jest/globals";
import { ValidationError } from "../../../lib/errors";
import { GoModule } from "../../../lib/go-module";
import { MAIN, goMod, type Files } from "./files";
import { REFUSED, STRICTER } from "./refused";
import { SOUND } from "./sound";

function read(files: Files, dir?: string): GoModule {
  return GoModule.of(new Map(Object.entries(files)), dir);
}

function problems(files: Files, dir?: string) {
  try {
    return read(files, dir) && [];
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
}

function sample(title: string): GoModule {
  const [, dir, files] = SOUND.find(([name]) => name === title)!;
  return read(files, dir);
}

describe("a Go module", () => {
  it.each(SOUND)("is read: %s", (_, dir, files) => {
    expect(problems(files, dir)).toEqual([]);
  });

  it.each([...REFUSED, ...STRICTER])("is refused with every problem and its line: %s", (_, dir, files, expected) => {
    expect(problems(files, dir).map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
  });

  it.each([...REFUSED, ...STRICTER])("is refused with words: %s", (_, dir, files) => {
    for (const { got, allowed, fix } of problems(files, dir))
      for (const text of [got, allowed, fix]) expect(text).toMatch(/\p{L}/u);
  });

  it("says what stands where, what is allowed, and what to do", () => {
    const files = {
      "a/go.mod": goMod("example.com/a", "replace example.com/x => ../x", "require example.com/x v1.0.0"),
      "a/main.go": MAIN,
    };
    expect(() => read(files, "a")).toThrow(
      [
        "  a/go.mod:4  replace example.com/x                                    [go-module-missing]",
        '    got "../x", where no go.mod is, need the folder of a module in the project: the build sees nothing else',
        "    fix: correct the folder",
        "    at ",
      ].join("\n"),
    );
  });

  it("is refused at the line that asked for it", () => {
    const [problem] = problems({});
    expect(problem?.source).toMatch(/module\.test\.ts:\d+$/);
  });

  it("never changes", () => {
    const module = sample("one program");
    expect([module, module.commands, module.commands[0], module.requires, module.hints].every(Object.isFrozen)).toBe(
      true,
    );
  });

  it("is shown by its path", () => {
    expect(String(sample("one program"))).toBe("example.com/one");
  });

  it.each(["/abs/main.go", "../main.go", "a/../main.go", "./main.go", "a//b", "a/", ""])(
    "has no file at %j",
    (file) => {
      expect(problems({ "go.mod": goMod("a"), "main.go": MAIN, [file]: "" }).map(({ code }) => code)).toEqual([
        "go-file-path",
      ]);
    },
  );
});

describe("the programs of a module", () => {
  it("are the main packages of its folder, of cmd and of the folders of cmd, with the line of func main", () => {
    expect(sample("several programs and a major version").commands).toEqual([
      { name: "many", package: ".", file: "main.go", line: 3 },
      { name: "cmd", package: "./cmd", file: "cmd/main.go", line: 3 },
      { name: "server", package: "./cmd/server", file: "cmd/server/main.go", line: 5 },
      { name: "cmd", package: "./cmd/v3", file: "cmd/v3/x.go", line: 3 },
    ]);
  });

  it("are looked for elsewhere when none is there, for the message", () => {
    const [problem] = problems({ "go.mod": goMod("a"), "server/main.go": MAIN, "a.go": "package a\n" });
    expect(problem?.got).toBe("main packages in ./server only");
  });
});

describe("the build context", () => {
  it.each<[string, Partial<GoModule>]>([
    ["one program", { root: ".", dir: ".", locals: [], moduleFiles: ["go.mod"] }],
    [
      "a module beside it, which needs another one",
      {
        root: ".",
        dir: "services/shop",
        locals: ["libs/deeper", "libs/lib"],
        moduleFiles: ["libs/deeper/go.mod", "libs/lib/go.mod", "services/shop/go.mod"],
      },
    ],
    [
      "a workspace, with imports that no go.mod requires",
      {
        workspace: { file: "go.work", uses: ["a", "b", "unused"] },
        locals: ["b"],
        moduleFiles: ["go.work", "a/go.mod", "b/go.mod", "lib/go.mod", "unused/go.mod"],
        go: "1.25.1",
        toolchain: "go1.25.2",
      },
    ],
    ["vendored modules", { vendored: true, locals: [], moduleFiles: ["go.mod"] }],
    ["a vendored workspace", { vendored: true, locals: ["b", "vendor"] }],
    ["a module without a go directive and a vendor folder that does not count", { vendored: false, go: "1.16" }],
  ])("holds what a build reads: %s", (title, expected) => {
    expect(sample(title)).toMatchObject(expected);
  });

  it("is the smallest folder that will do", () => {
    const files = {
      "go/shop/go.mod": goMod(
        "example.com/shop",
        "require example.com/lib v0.0.0",
        "replace example.com/lib => ../lib",
      ),
      "go/shop/main.go": MAIN,
      "go/lib/go.mod": goMod("example.com/lib"),
      "go/lib/lib.go": "package lib\n",
      "web/index.html": "",
    };
    expect(read(files, "go/shop")).toMatchObject({
      root: "go",
      dir: "shop",
      moduleFiles: ["lib/go.mod", "shop/go.mod"],
    });
  });

  it("holds the sums of the module and of its workspace, and no others", () => {
    const files = {
      "go.work": "go 1.25.0\nuse ./a\n",
      "go.work.sum": "",
      "a/go.mod": goMod("example.com/a", "require example.com/lib v0.0.0", "replace example.com/lib => ../lib"),
      "a/go.sum": "",
      "a/main.go": MAIN,
      "lib/go.mod": goMod("example.com/lib"),
      "lib/go.sum": "",
    };
    expect(read(files, "a").moduleFiles).toEqual(["go.work", "go.work.sum", "a/go.mod", "a/go.sum", "lib/go.mod"]);
  });

  it("holds the modules that only tests import", () => {
    const [, , files] = SOUND.find(([title]) => title.startsWith("a workspace, with imports"))!;
    const test = {
      "a/a_test.go": 'package main_test\n\nimport _ "example.com/unused"\n',
      "unused/u.go": "package unused\n",
    };
    expect(read({ ...files, ...test }, "a").locals).toEqual(["b", "unused"]);
  });
});

describe("cgo", () => {
  const cgo = { "go.mod": goMod("a"), "main.go": 'package main\n\nimport (\n\t"fmt"\n\t"C"\n)\n\nfunc main() {}\n' };

  it("is recorded with file and line", () => {
    expect(read(cgo).cgo).toEqual([{ file: "main.go", line: 5 }]);
  });

  it("is recorded where a condition asks for it and nothing takes its place", () => {
    const files = { "go.mod": goMod("a"), "main.go": MAIN, "c.go": '//go:build cgo\n\npackage main\n\nimport "C"\n' };
    expect(read(files).cgo).toEqual([{ file: "c.go", line: 5 }]);
  });

  it("is recorded in what the programs import of the project", () => {
    const [, dir, files] = SOUND.find(([title]) => title.startsWith("a module beside it"))!;
    const inside = { "libs/deeper/inside/c.go": 'package inside\n\nimport "C"\n' };
    expect(read({ ...files, ...inside }, dir).cgo).toEqual([{ file: "libs/deeper/inside/c.go", line: 3 }]);
  });

  it.each([
    "files of other systems and conditions",
    "cgo that is not there",
    "cgo with something in its place",
    "cgo in a package that no program imports",
  ])("is not recorded for %s", (title) => {
    expect(sample(title).cgo).toEqual([]);
  });
});

describe("embedded files", () => {
  it("are patterns of the build context, with file and line", () => {
    expect(sample("embedded files").embeds).toEqual([
      { file: "main.go", line: 5, pattern: "static" },
      { file: "main.go", line: 5, pattern: "with blank.txt" },
      { file: "main.go", line: 5, pattern: "raw.txt" },
      { file: "main.go", line: 6, pattern: "t*/?.tmpl" },
      { file: "main.go", line: 6, pattern: "[a-c].txt" },
      { file: "main.go", line: 9, pattern: "hidden" },
    ]);
  });

  it("of tests are among them", () => {
    const test = 'package main\n\nimport _ "embed"\n\n//go:embed golden.txt\nvar golden string\n';
    const files = { "a/go.mod": goMod("a"), "a/main.go": MAIN, "a/main_test.go": test };
    expect(read(files, "a").embeds).toEqual([{ file: "main_test.go", line: 5, pattern: "golden.txt" }]);
  });
});

describe("required modules", () => {
  const files = {
    "go.mod": goMod(
      "example.com/a",
      "require (",
      "\tgit.example.test/shop/x v1.0.0",
      "\tgithub.com/y/y/v2 v2.1.0 // indirect",
      "\tgithub.com/z/z v1.0.0",
      "\texample.com/lib v1.0.0",
      ")",
      "replace github.com/y/y/v2 => git.example.test/fork/y/v2 v2.2.0",
      "replace github.com/z/z v1.0.0 => github.com/z/z v1.1.0",
      "replace example.com/lib => ./lib",
    ),
    "go.sum": "",
    "main.go": MAIN,
    "lib/go.mod": goMod("example.com/lib"),
  };

  it("are those from elsewhere, with what is in effect", () => {
    expect(read(files).requires).toEqual({
      "git.example.test/shop/x": "v1.0.0",
      "github.com/y/y/v2": "git.example.test/fork/y/v2@v2.2.0",
      "github.com/z/z": "v1.1.0",
    });
  });

  it.each([
    [["git.example.test"], ["git.example.test/shop/x"]],
    [
      ["*.example.test/shop", "github.com/z"],
      ["git.example.test/shop/x", "github.com/z/z"],
    ],
    [["github.com/*/"], ["github.com/y/y/v2", "github.com/z/z"]],
    [["github.com/y/y/v2/more", "git", "[", ""], []],
  ])("are private by patterns as in GOPRIVATE: %j", (patterns, expected) => {
    expect(read(files).privateRequires(patterns)).toEqual(expected);
  });
});

describe("hints", () => {
  it("are what strings in the programs look like", () => {
    const main = [
      "package main",
      "",
      'import _ "embed" // "/healthz"',
      "",
      "func main() {",
      '\tlisten(":8080", "0.0.0.0:9090", "[::]:70", "localhost:1", ":0", ":99999", ":http")',
      '\thandle("GET /healthz", "/v1/ready", "/metrics", "/metricsx", "http://x/healthz", `/livez`)',
      "}",
      "",
    ].join("\n");
    const at = (line: number) => (value: unknown) => ({ value, file: "main.go", line });
    expect(read({ "go.mod": goMod("a"), "main.go": main }).hints).toEqual({
      ports: [8080, 9090, 70].map(at(6)),
      health: ["/healthz", "/v1/ready", "/livez"].map(at(7)),
      metrics: ["/metrics"].map(at(7)),
    });
  });
});
