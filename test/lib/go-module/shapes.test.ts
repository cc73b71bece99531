import { describe, expect, it } from "@jest/globals";
import { GoModule } from "../../../lib/go-module";
import type { EntryKind, SourceTree } from "../../../lib/go-module";
import { treeOf } from "../../../lib/go-module/source-tree";
import { goMod, MAIN, type Files } from "./files";

function read(files: Files, dir = "."): GoModule {
  return GoModule.of(new Map(Object.entries(files)), dir);
}

function importing(...paths: readonly string[]): string {
  return `package main\n\nimport (\n${paths.map((path) => `\t_ "${path}"\n`).join("")})\n\nfunc main() {}\n`;
}

/** A tree in which these files are links; one without a text leads out of it. */
function linked(files: Files, ...links: readonly string[]): SourceTree {
  const tree = treeOf(new Map(Object.entries(files)));
  const list = (folder: string): ReadonlyMap<string, EntryKind> => {
    const inside = links.filter((link) => `${folder}/${link.split("/").at(-1)}` === `./${link}`);
    return new Map([...tree.list(folder), ...inside.map((link) => [link, "link"] as const)]);
  };
  return { ...tree, list };
}

describe("the folders that a module is made of", () => {
  it("are below it too", () => {
    const files = {
      "go.mod": goMod("example.com/a", "require example.com/lib v0.0.0", "replace example.com/lib => ./lib"),
      "main.go": importing("example.com/lib/x"),
      "lib/go.mod": goMod("example.com/lib"),
      "lib/x/x.go": "package x\n",
    };
    expect(read(files)).toMatchObject({ root: ".", dir: ".", locals: ["lib"], moduleFiles: ["go.mod", "lib/go.mod"] });
  });

  it("are above it too", () => {
    const files = {
      "a/go.mod": goMod("example.com/a", "require example.com/top v0.0.0", "replace example.com/top => ../"),
      "a/main.go": importing("example.com/top"),
      "go.mod": goMod("example.com/top"),
      "top.go": "package top\n",
    };
    expect(read(files, "a")).toMatchObject({ root: ".", dir: "a", locals: ["."], moduleFiles: ["go.mod", "a/go.mod"] });
  });

  it("are those of the module with the longest path that an import begins with", () => {
    const files = {
      "a/go.mod": goMod(
        "example.com/a",
        ...["lib", "lib/deep", "li"].flatMap((name) => [
          `require example.com/${name} v0.0.0`,
          `replace example.com/${name} => ../${name}`,
        ]),
      ),
      "a/main.go": importing("example.com/lib/deep/x", "fmt"),
      ...Object.fromEntries(["lib", "lib/deep", "li"].map((name) => [`${name}/go.mod`, goMod(`example.com/${name}`)])),
      "lib/deep/x/x.go": "package x\n",
    };
    expect(read(files, "a").locals).toEqual(["lib/deep"]);
  });

  it("are sorted, the vendor folder of a workspace among them", () => {
    const files = {
      "go.work": "go 1.25.0\nuse ./a\nuse ./z\n",
      "a/go.mod": goMod("example.com/a"),
      "a/main.go": importing("example.com/z"),
      "z/go.mod": goMod("example.com/z"),
      "z/z.go": "package z\n",
      "vendor/modules.txt": "## workspace\n",
    };
    expect(read(files, "a").locals).toEqual(["vendor", "z"]);
  });

  it.each(["testdata", "vendor", "node_modules", "_x", ".x"])("are not looked for in %s", (folder) => {
    const broken = "//go:build a,b\n\npackage x\n";
    const module = { "go.mod": "module a\n", "main.go": MAIN };
    expect(read({ ...module, [`${folder}/x.go`]: broken }).commands).toHaveLength(1);
    expect(() => read({ ...module, [`x${folder}/x.go`]: broken })).toThrow("go-build-condition");
  });
});

describe("a module", () => {
  it.each([
    ["toolchain default", undefined],
    ["toolchain go1.26.8", "go1.26.8"],
    ["", undefined],
  ])("suggests a toolchain: %j", (line, toolchain) => {
    expect(read({ "go.mod": `module a\ngo 1.25.0\n${line}\n`, "main.go": MAIN }).toolchain).toBe(toolchain);
  });

  it.each([
    ["", "", false],
    ["go 1.13", "", false],
    ["go 1.14", "", true],
    ["go 1.25.0", "", true],
    ["go 1.25.0", "## workspace\n", false],
  ])("is vendored with %j and the list %j: %s", (line, list, vendored) => {
    expect(read({ "go.mod": `module a\n${line}\n`, "main.go": MAIN, "vendor/modules.txt": list }).vendored).toBe(
      vendored,
    );
  });

  it("is not vendored by the list of a module in a workspace", () => {
    const files = { "go.work": "go 1.25.0\nuse ./a\n", "a/go.mod": goMod("a"), "a/main.go": MAIN };
    expect(read({ ...files, "vendor/modules.txt": "" }, "a").vendored).toBe(false);
    expect(read({ ...files, "vendor/modules.txt": "## workspace\n" }, "a").vendored).toBe(true);
  });

  it("requires what is from elsewhere, in order, and nothing of its workspace", () => {
    const files = {
      "go.work": "go 1.25.0\nuse ./a\nuse ./b\n",
      "a/go.mod": goMod("example.com/a", ...["z", "b", "c"].map((name) => `require example.com/${name} v1.0.0`)),
      "a/go.sum": "",
      "a/main.go": MAIN,
      "b/go.mod": goMod("example.com/b"),
    };
    expect(Object.keys(read(files, "a").requires)).toEqual(["example.com/c", "example.com/z"]);
  });

  it("is told of its folder and of its sums at once", () => {
    const files = { "a b/go.mod": goMod("a", "require example.com/x v1.0.0"), "a b/main.go": MAIN };
    expect(() => read(files, "a b")).toThrow(/go-folder[^]*go-sum-missing/);
  });

  it("is told once of a line that two others read", () => {
    const required = (name: string) => [`require example.com/${name} v1.0.0`, `replace example.com/${name} => ../lib`];
    const files = {
      "a/go.mod": goMod("example.com/a", ...required("x"), ...required("y")),
      "a/main.go": MAIN,
      "lib/go.mod": "module example.com/x\ngo x\n",
    };
    expect(() => read(files, "a")).toThrow("1 problem, nothing was written:");
  });
});

describe("a link", () => {
  const files = { "go.mod": goMod("a", "require example.com/x v1.0.0"), "main.go": MAIN, "go.sum": "" };

  it("in the project is read, and is one of the module's files", () => {
    expect(GoModule.tryOf(linked(files, "go.mod", "go.sum", "main.go"), ".")).toMatchObject({
      moduleFiles: ["go.mod", "go.sum"],
      commands: [{ file: "main.go" }],
    });
  });

  it.each(["a.go", "a_test.go"])("out of the project is refused: %s", (link) => {
    expect(GoModule.tryOf(linked(files, link), ".")).toEqual([
      {
        code: "go-file",
        path: link,
        field: "",
        got: "a link out of the project, or to nothing",
        allowed: "a file in the project: the build sees nothing else",
        fix: "put the file itself there",
      },
    ]);
  });

  it.each(["a.txt", "_a.go", ".a.go", "a_windows.go", "a.go.txt"])("is nothing to a build: %s", (link) => {
    expect(GoModule.tryOf(linked(files, link), ".")).toBeInstanceOf(GoModule);
  });
});
