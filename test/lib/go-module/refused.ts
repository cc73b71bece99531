import { LIBRARY, MAIN, goMod, type Files } from "./files";

/** Modules that the go command does not build, with the code and the place of each problem: the go command says so in test/real/images. */
export const REFUSED: readonly (readonly [title: string, dir: string, files: Files, problems: readonly string[]])[] = [
  ["no go.mod", ".", { "main.go": MAIN }, ["go-module-missing ."]],
  ["no program", ".", { "go.mod": goMod("example.com/a"), "a.go": "package a\n" }, ["go-no-command ."]],
  ["no func main", ".", { "go.mod": goMod("example.com/a"), "main.go": "package main\n" }, ["go-no-command ."]],
  ...["linux,amd64", "linux // not windows", "(linux", "linux &", "", "!", "!!linux", "linux && !!cgo"].map(
    (condition) =>
      [
        `the condition ${condition}`,
        ".",
        { "go.mod": goMod("a"), "a.go": `// A comment.\n\n//go:build ${condition}\n\npackage main\n`, "main.go": MAIN },
        ["go-build-condition a.go:3"],
      ] as const,
  ),
  ["a program for another system", ".", { "go.mod": goMod("a"), "a_windows.go": MAIN }, ["go-no-command ."]],
  [
    "malformed lines",
    ".",
    {
      "go.mod": [
        "module example.com/a",
        "module example.com/b",
        "go 1.x",
        "toolchain 1.25.0",
        "unknown directive",
        "require example.com/x",
        "require example.com/x v1",
        "require example.com/x/v2 v1.0.0",
        "require 'example.com/x' v1.0.0",
        "replace example.com/x => local",
        "replace example.com/x => ./local v1.0.0",
        "retract [v1.0.0]",
        "go (",
        ")",
        "require x (",
        ")",
        "",
      ].join("\n"),
      "main.go": MAIN,
    },
    [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15].map((line) => `go-directive go.mod:${line}`),
  ],
  ["a block without an end", ".", { "go.mod": "module a\nrequire (\n", "main.go": MAIN }, ["go-directive go.mod:2"]],
  ["a comment of another kind", ".", { "go.mod": "module a /* b */\n", "main.go": MAIN }, ["go-directive go.mod:1"]],
  ["no module directive", ".", { "go.mod": "go 1.25.0\n", "main.go": MAIN }, ["go-module-path go.mod"]],
  ...['"a b"', "-a", "./a", "a/", '"a//b"', "é", '"a\\nb"', "con/a", "a/b.", "a~1/b"].map(
    (path) =>
      [
        `the module path ${path}`,
        ".",
        { "go.mod": goMod(path), "main.go": MAIN },
        ["go-module-path go.mod:1"],
      ] as const,
  ),
  [
    "a program that looks like an option",
    ".",
    { "go.mod": goMod("a"), "cmd/-x/main.go": MAIN },
    ["go-program-name cmd/-x/main.go:3"],
  ],
  [
    "a folder with a blank",
    ".",
    { "go.mod": goMod("a"), "cmd/a b/main.go": MAIN },
    ["go-program-name cmd/a b/main.go:3"],
  ],
  [
    "modules that are missing",
    "a",
    {
      "a/go.mod": goMod(
        "example.com/a",
        "require example.com/x v0.0.0",
        "require example.com/y v0.0.0",
        "replace example.com/x => ../x",
        "replace example.com/y => ../../y",
      ),
      "a/main.go": 'package main\n\nimport (\n\t_ "example.com/x"\n\t_ "example.com/y"\n)\n\nfunc main() {}\n',
    },
    ["go-module-missing a/go.mod:6", "go-module-outside a/go.mod:7"],
  ],
  [
    "a workspace with modules that are missing",
    "a",
    { "go.work": "go 1.25.0\nuse ./a\nuse ./x\nuse ../y\n", "a/go.mod": goMod("example.com/a"), "a/main.go": MAIN },
    ["go-module-missing go.work:3", "go-module-outside go.work:4"],
  ],
  [
    "a workspace without the module",
    "a",
    {
      "go.work": "go 1.25.0\nuse ./b\n",
      "a/go.mod": goMod("example.com/a"),
      "a/main.go": MAIN,
      "b/go.mod": goMod("example.com/b"),
    },
    ["go-work go.work"],
  ],
  [
    "a workspace with one module path twice",
    "a",
    {
      "go.work": "go 1.25.0\nuse ./a\nuse ./b\n",
      "a/go.mod": goMod("example.com/a"),
      "a/main.go": MAIN,
      "b/go.mod": goMod("example.com/a"),
    },
    ["go-work go.work"],
  ],
  [
    "a workspace that disagrees",
    "a",
    {
      "go.work": "go 1.25.0\nuse ./a\nuse ./b\n",
      "a/go.mod": goMod("example.com/a", "replace example.com/x => ../x"),
      "a/main.go": MAIN,
      "b/go.mod": goMod("example.com/b", "replace example.com/x => ../y"),
      "x/go.mod": goMod("example.com/x"),
      "y/go.mod": goMod("example.com/x"),
    },
    ["go-replace-conflict b/go.mod:4"],
  ],
  [
    "a workspace that is older than its module",
    "a",
    { "go.work": "go 1.24.0\nuse ./a\n", "a/go.mod": goMod("example.com/a"), "a/main.go": MAIN },
    ["go-version-order a/go.mod:3"],
  ],
  [
    "a module that needs a newer one",
    ".",
    {
      "go.mod":
        "module example.com/a\n\ngo 1.20\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n",
      "main.go": 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {}\n',
      ...LIBRARY,
    },
    ["go-version-order lib/go.mod:3"],
  ],
  [
    "two versions of one module",
    ".",
    {
      "go.mod": goMod(
        "example.com/a",
        "require example.com/x v1.0.0",
        "require example.com/x v1.1.0",
        "replace example.com/x => ./lib",
      ),
      "main.go": 'package main\n\nimport _ "example.com/x"\n\nfunc main() {}\n',
      ...LIBRARY,
    },
    ["go-require-twice go.mod:5"],
  ],
  [
    "no checksums",
    ".",
    {
      "go.mod": goMod("example.com/a", "require golang.org/x/sync v0.23.0"),
      "main.go": 'package main\n\nimport _ "golang.org/x/sync/errgroup"\n\nfunc main() {}\n',
    },
    ["go-sum-missing go.sum"],
  ],
  [
    "vendored modules that are not those of go.mod",
    ".",
    {
      "go.mod": goMod(
        "example.com/a",
        "require example.com/x v1.1.0",
        "require example.com/y v1.0.0",
        "replace example.com/y => ./y",
      ),
      "main.go": MAIN,
      "vendor/modules.txt": "# example.com/x v1.0.0\n## explicit\n# example.com/y v1.0.0\n## explicit\n",
    },
    ["go-vendor go.mod:4", "go-vendor go.mod:6", "go-vendor vendor/modules.txt"],
  ],
  [
    "a vendor folder without its list",
    ".",
    {
      "go.mod": goMod("example.com/a", "require example.com/x v1.1.0"),
      "main.go": MAIN,
      "vendor/example.com/x/x.go": "package x\n",
    },
    ["go-vendor go.mod:4"],
  ],
  ...[
    "nothing",
    "no/*.txt",
    "empty",
    "../up.txt",
    "[",
    "sub",
    "/a.txt",
    "a.txt/",
    ".",
    '"a.txt_',
    '"a.txt"b',
    '"a\\.txt"',
    "`a.txt_",
    'q"/a.txt',
    ".git/a.txt",
  ].map(
    (pattern) =>
      [
        `the embed pattern ${pattern}`,
        "a",
        {
          "a/go.mod": goMod("example.com/a"),
          "a/main.go": `package main\n\nimport _ "embed"\n\n//go:embed ${pattern}\nvar a string\n\nfunc main() {}\n`,
          "a/a.txt": "",
          "a/empty/.hidden": "",
          "a/sub/go.mod": goMod("example.com/sub"),
          "a/sub/a.txt": "",
          'a/"a.txt_': "",
          "a/`a.txt_": "",
          'a/q"/a.txt': "",
          "a/.git/a.txt": "",
          "up.txt": "",
        },
        ["go-embed a/main.go:5"],
      ] as const,
  ),
];

/** What the go command builds, and we do not: folders that are no module, and names that look like ways up or hidden files, or that a shell would read. */
export const STRICTER: typeof REFUSED = [
  ["a go.mod further up only", "cmd/x", { "go.mod": goMod("a"), "cmd/x/main.go": MAIN }, ["go-module-missing cmd/x"]],
  ["a module path with two dots", ".", { "go.mod": goMod("a..b/c"), "main.go": MAIN }, ["go-module-path go.mod:1"]],
  ["a hidden part of a module path", ".", { "go.mod": goMod("a/.c"), "main.go": MAIN }, ["go-module-path go.mod:1"]],
  [
    "a folder that a shell would read",
    "a b",
    { "a b/go.mod": goMod("a"), "a b/main.go": MAIN },
    ["go-folder a b/go.mod"],
  ],
];
