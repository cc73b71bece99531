import { describe, expect, it } from "@jest/globals";
import { goMod, LIBRARY, MAIN, type Files } from "./files";
import { said } from "./said";

const APP = { "a/main.go": MAIN };
const ONLY = "a folder of the project: the build sees nothing else";

describe("a folder that is no module", () => {
  const missing = { code: "go-module-missing", field: "", got: "no go.mod", allowed: "the folder of a module" };

  it("is told how to become one", () => {
    expect(said({ "main.go": MAIN })).toEqual([{ ...missing, path: ".", fix: "go mod init example.com/name" }]);
  });

  it("is told where the nearest module is", () => {
    const files = { "go.mod": goMod("a"), "x/go.mod": goMod("b"), "x/cmd/y/main.go": MAIN };
    expect(said(files, "x/cmd/y")).toEqual([{ ...missing, path: "x/cmd/y", fix: 'name "x", where its go.mod is' }]);
  });
});

describe("paths of files", () => {
  it("are those of a project", () => {
    expect(said({ "../main.go": MAIN }, "/a")).toEqual(
      ['"/a"', '"../main.go"'].map((got) => ({
        code: "go-file-path",
        path: "",
        field: "",
        got,
        allowed: "a path from the top of the project, with / between its parts and without . and ..",
        fix: "e.g. cmd/server/main.go",
      })),
    );
  });
});

describe("a module without a program", () => {
  const none = {
    code: "go-no-command",
    path: ".",
    field: "",
    allowed: "a main package in the folder of the module, in cmd, or in a folder of cmd",
    fix: "move it to cmd/<name>, or name the folder of another module",
  };

  it("is told that none is there", () => {
    expect(said({ "go.mod": goMod("a"), "main.go": "package a\n\nfunc main() {}\n" })).toEqual([
      { ...none, got: "no package main with a func main" },
    ]);
  });

  it("is told of three that stand elsewhere", () => {
    const elsewhere = ["cmdx", "cmd/a/b", "tools", "x/cmd"].map((folder) => [`${folder}/main.go`, MAIN]);
    expect(said({ "go.mod": goMod("a"), ...(Object.fromEntries(elsewhere) as Files) })).toEqual([
      { ...none, got: "main packages in ./cmd/a/b, ./cmdx, ./tools only" },
    ]);
  });
});

describe("a name that can't stand in a Dockerfile", () => {
  it("is that of a program", () => {
    expect(said({ "go.mod": goMod("a"), "cmd/-x/main.go": MAIN })).toEqual([
      {
        code: "go-program-name",
        path: "cmd/-x/main.go:3",
        field: "",
        got: 'the program "-x"',
        allowed: "letters of a-z and A-Z, digits and . _ - + @ ~, beginning with a letter, a digit or _, without ..",
        fix: "rename the folder of the package, or the module",
      },
    ]);
  });

  it("is that of a folder", () => {
    expect(said({ "a b/go.mod": goMod("a"), "a b/main.go": MAIN }, "a b")).toEqual([
      {
        code: "go-folder",
        path: "a b/go.mod",
        field: "",
        got: 'the folder "a b"',
        allowed: "letters of a-z and A-Z, digits and . _ - + @ ~, beginning with a letter, a digit, . or _",
        fix: "rename the folder",
      },
    ]);
  });

  it.each([
    ["module -a", "go.mod:1", '"-a"'],
    ["go 1.25.0", "go.mod", "no module directive"],
  ])("is that of a module: %s", (line, path, got) => {
    expect(said({ "go.mod": `${line}\n`, "main.go": MAIN })).toEqual([
      {
        code: "go-module-path",
        path,
        field: "module",
        got,
        allowed:
          "letters of a-z and A-Z, digits and - . _ ~ + with / between the parts: no part begins with - or ., or ends with a dot, and none holds ..",
        fix: "go mod edit -module=example.com/name",
      },
    ]);
  });
});

describe("a condition that is none", () => {
  it("is shown with what one is made of", () => {
    const files = { "go.mod": goMod("a"), "main.go": MAIN, "b.go": "//go:build linux,amd64  \n\npackage main\n" };
    expect(said(files)).toEqual([
      {
        code: "go-build-condition",
        path: "b.go:1",
        field: "",
        got: '"//go:build linux,amd64"',
        allowed: "tags with &&, ||, ! and parentheses",
        fix: "e.g. //go:build linux && !cgo",
      },
    ]);
  });
});

describe("files that are to be embedded and are not there", () => {
  it("are asked for", () => {
    const main = 'package main\n\nimport _ "embed"\n\n//go:embed no.txt\nvar a string\n\nfunc main() {}\n';
    expect(said({ "go.mod": goMod("a"), "main.go": main })).toEqual([
      {
        code: "go-embed",
        path: "main.go:5",
        field: "//go:embed",
        got: '"no.txt", which finds nothing that can be embedded',
        allowed: "files of the package's folder or below, and no links",
        fix: "correct the pattern, or make the files before",
      },
    ]);
  });
});

describe("modules that are not where they are looked for", () => {
  const library = (target: string) => ({
    ...APP,
    "a/go.mod": goMod("example.com/a", "require example.com/x v1.0.0", `replace example.com/x => ${target}`),
  });

  it.each(["../../x", "/x"])("are outside of the project: replace with %s", (target) => {
    expect(said(library(target), "a")).toEqual([
      {
        code: "go-module-outside",
        path: "a/go.mod:5",
        field: "replace example.com/x",
        got: `"${target}", outside of the project`,
        allowed: "the folder of a module in the project: the build sees nothing else",
        fix: "require a published version, or move the module into the project",
      },
    ]);
  });

  it("are used by a workspace", () => {
    const files = { ...APP, "go.work": "go 1.25.0\nuse ./a\nuse ./x\nuse ../y\n", "a/go.mod": goMod("a") };
    expect(said(files, "a")).toEqual([
      {
        code: "go-module-missing",
        path: "go.work:3",
        field: "use",
        got: '"./x", where no go.mod is',
        allowed: "the folder of a module",
        fix: "go work edit -dropuse=./x",
      },
      {
        code: "go-module-outside",
        path: "go.work:4",
        field: "use",
        got: '"../y"',
        allowed: ONLY,
        fix: "move the module into the project, or take the line out",
      },
    ]);
  });
});

describe("a workspace", () => {
  it("names the module", () => {
    const files = { ...APP, "go.work": "go 1.25.0\nuse ./b\n", "a/go.mod": goMod("a"), "b/go.mod": goMod("b") };
    expect(said(files, "a")).toEqual([
      {
        code: "go-work",
        path: "go.work",
        field: "use",
        got: "a workspace without a",
        allowed: "a workspace that names the module",
        fix: "go work use . in the folder of the module",
      },
    ]);
  });

  it("names each module once", () => {
    const use = "go 1.25.0\nuse ./a\nuse ./b\n";
    expect(said({ ...APP, "go.work": use, "a/go.mod": goMod("a"), "b/go.mod": goMod("a") }, "a")).toEqual([
      {
        code: "go-work",
        path: "go.work",
        field: "use",
        got: '"a" in b',
        allowed: "a module of its own: a is this one too",
        fix: "take one of the two out",
      },
    ]);
  });

  it("has one replacement for a module", () => {
    const replaced = (to: string) => ["require example.com/x v1.0.0", `replace example.com/x => ${to}`];
    const files = {
      ...APP,
      "go.work": "go 1.25.0\nuse ./a\nuse ./b\n",
      "a/go.mod": goMod("example.com/a", ...replaced("../x")),
      "b/go.mod": goMod("example.com/b", ...replaced("../y")),
      "x/go.mod": goMod("example.com/x"),
      "y/go.mod": goMod("example.com/x"),
    };
    expect(said(files, "a")).toEqual([
      {
        code: "go-replace-conflict",
        path: "b/go.mod:5",
        field: "replace example.com/x",
        got: '"../y"',
        allowed: 'what a/go.mod:5 says: "../x"',
        fix: "keep one of the two, or decide for a workspace with go work edit -replace=example.com/x=…",
      },
    ]);
  });
});

describe("versions of Go", () => {
  const order = { code: "go-version-order", field: "go", got: "go 1.25.0" };

  it("are no newer than that of the module", () => {
    const mod = "module a\ngo 1.20\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ./lib\n";
    expect(said({ ...LIBRARY, "go.mod": mod, "main.go": MAIN })).toEqual([
      {
        ...order,
        path: "lib/go.mod:3",
        allowed: "at most go 1.20, which the module that needs it asks for",
        fix: "go mod edit -go=1.25.0, where it is needed",
      },
    ]);
  });

  it.each([
    ["go 1.24.0\n", "1.24.0"],
    ["", "1.18"],
  ])("are no newer than that of the workspace: %j", (line, newest) => {
    expect(said({ ...APP, "go.work": `${line}use ./a\n`, "a/go.mod": goMod("a") }, "a")).toEqual([
      {
        ...order,
        path: "a/go.mod:3",
        allowed: `at most go ${newest}, which the workspace asks for`,
        fix: "go work use",
      },
    ]);
  });

  it.each([
    ["1.20", 0],
    ["1.20.14", 0],
    ["1.21", 1],
    ["1.21rc1", 1],
  ])("are compared from 1.21 on: %s", (version, count) => {
    const lib = `module example.com/lib\ngo ${version}\n`;
    const mod = "module a\ngo 1.19\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ./lib\n";
    expect(said({ "go.mod": mod, "main.go": MAIN, "lib/go.mod": lib })).toHaveLength(count);
  });
});

describe("what is required", () => {
  it("has one version", () => {
    const mod = goMod("a", "require example.com/x v1.0.0", "require example.com/x v1.1.0");
    expect(said({ "go.mod": mod, "go.sum": "", "main.go": MAIN })).toEqual([
      {
        code: "go-require-twice",
        path: "go.mod:5",
        field: "require example.com/x",
        got: "v1.1.0",
        allowed: "one version: v1.0.0 is required too",
        fix: "go mod tidy",
      },
    ]);
  });

  it("may stand there twice with the same version", () => {
    const mod = goMod("a", "require example.com/x v1.0.0", "require example.com/x v1.0.0");
    expect(said({ "go.mod": mod, "go.sum": "", "main.go": MAIN })).toEqual([]);
  });

  it("has checksums", () => {
    expect(said({ "a/go.mod": goMod("a", "require example.com/x v1.0.0"), ...APP }, "a")).toEqual([
      {
        code: "go-sum-missing",
        path: "a/go.sum",
        field: "",
        got: 'no such file, and "example.com/x" is required',
        allowed: "the checksums of what is downloaded",
        fix: "go mod tidy, and commit go.sum",
      },
    ]);
  });

  it("has them in the workspace too", () => {
    const mod = goMod("a", "require example.com/x v1.0.0");
    const files = { ...APP, "go.work": "go 1.25.0\nuse ./a\n", "go.work.sum": "", "a/go.mod": mod };
    expect(said(files, "a")).toEqual([]);
  });
});

describe("a vendor folder", () => {
  const says = { code: "go-vendor", allowed: "what vendor/modules.txt says", fix: "go mod vendor" };
  const mod = goMod("a", "require example.com/x v1.1.0", "replace example.com/y => ./y");

  it("holds what is required, and nothing else", () => {
    const list = "# example.com/x v1.0.0\n## explicit; go 1.25\n# example.com/y => ./z\n";
    expect(said({ "go.mod": mod, "main.go": MAIN, "vendor/modules.txt": list })).toEqual([
      { ...says, path: "go.mod:4", field: "require example.com/x", got: "v1.1.0" },
      { ...says, path: "go.mod:5", field: "replace example.com/y", got: '"./y"' },
      {
        ...says,
        path: "vendor/modules.txt",
        field: "example.com/x@v1.0.0",
        got: "## explicit",
        allowed: "modules that a go.mod requires",
      },
    ]);
  });

  it("of a workspace holds what its modules require", () => {
    const files = {
      ...APP,
      "go.work": "go 1.25.0\nuse ./a\nuse ./b\n",
      "a/go.mod": goMod("example.com/a", "require example.com/b v1.0.0", "require example.com/x v1.0.0"),
      "b/go.mod": goMod("example.com/b", "require example.com/z v1.0.0"),
      "vendor/modules.txt": "## workspace\n# example.com/z v1.0.0\n## explicit\n",
    };
    expect(said(files, "a")).toEqual([
      { ...says, path: "a/go.mod:5", field: "require example.com/x", got: "v1.0.0", fix: "go work vendor" },
    ]);
  });
});
