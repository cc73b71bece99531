import { describe, expect, it } from "@jest/globals";
import { isEmbedFound } from "../../../lib/go-module/embed";
import { below, commonFolder, isTreePath, kindOf, treeOf } from "../../../lib/go-module/source-tree";
import { noLongerRequired, notReplaced, notVendored, readVendorList } from "../../../lib/go-module/vendor";
import { folderFrom } from "../../../lib/go-module/workspace";

describe("files in memory", () => {
  const tree = treeOf(
    new Map([
      ["a/b/c.txt", "c"],
      ["a/d.txt", "d"],
      ["e.txt", ""],
    ]),
  );

  it("stand in folders", () => {
    expect(["", ".", "a", "a/b", "x"].map((folder) => [...tree.list(folder)].join(" "))).toEqual([
      "",
      "a,folder e.txt,file",
      "b,folder d.txt,file",
      "c.txt,file",
      "",
    ]);
    expect([".", "a", "a/d.txt", "x"].map((path) => kindOf(tree, path))).toEqual([
      "folder",
      "folder",
      "file",
      undefined,
    ]);
    expect([tree.text("a/b/c.txt"), tree.text("a"), tree.shown("a/b")]).toEqual(["c", undefined, "a/b"]);
  });

  it.each([
    ["a/b", true],
    [".", true],
    ["..a", true],
    ["a/..b", true],
    ["", false],
    ["..", false],
    ["../a", false],
    ["/a", false],
    ["a/", false],
    ["a//b", false],
    ["./a", false],
    ["a/../b", false],
  ])("have paths such as %j: %s", (path, isOne) => {
    expect(isTreePath(path)).toBe(isOne);
  });

  it.each([
    [["a/b/c", "a/b/d"], "a/b"],
    [["a/b", "a/bc"], "a"],
    [["a", "b"], "."],
    [["a", "."], "."],
    [["a/b"], "a/b"],
    [["a/b", "a/b/c"], "a/b"],
    [["a/b/c", "a/b"], "a/b"],
    [[], "."],
  ])("of %j have the folder %s in common", (folders, common) => {
    expect(commonFolder(folders)).toBe(common);
  });

  it.each([
    [".", "a/b", "a/b"],
    ["a", "a", "."],
    ["a", "a/b", "b"],
    ["a/b", "a/b/c/d", "c/d"],
  ])("seen from %s: %s is %s", (folder, path, seen) => {
    expect(below(folder, path)).toBe(seen);
  });

  it.each([
    ["a", "./b", "a/b"],
    ["a", "../b/", "b"],
    ["a", "..", "."],
    ["a", ".", "a"],
    [".", "./", "."],
    ["a", "../..", undefined],
    ["a", "/a", undefined],
  ])("in %s are named by %s: %s", (base, named, folder) => {
    expect(folderFrom(base, named)).toBe(folder);
  });
});

describe("the list of a vendor folder", () => {
  const list = readVendorList(
    [
      "## workspace; x",
      "# a v1.0.0",
      "## explicit; go 1.20",
      "a/b",
      "# b v1.1.0 => c v1.2.0  ",
      "## go 1.20; explicit",
      "# d => ../d",
      "# e v1.0.0",
      "##explicit",
      "# f",
      "## explicit",
      "## explicitly",
      "x# g v1.0.0",
      "# h v1.0.0\r",
      "## explicit\r",
      "# i v1.0.0 x",
      " # j v1.0.0",
      "## explicit",
      "",
    ].join("\n"),
  );

  it("knows what is required, and what stands in", () => {
    expect(list.isOfWorkspace).toBe(true);
    expect([...list.explicit]).toEqual(["a@v1.0.0", "b@v1.1.0", "h@v1.0.0"]);
    expect([...list.replaced]).toEqual([
      ["b@v1.1.0", "c v1.2.0"],
      ["d", "../d"],
    ]);
  });

  it.each(["", "# a v1.0.0\n## workspace", "## workspaces", "#  workspace"])("is of no workspace: %j", (text) => {
    expect(readVendorList(text).isOfWorkspace).toBe(false);
  });

  it("is held against a go.mod", () => {
    const require = (path: string, version: string) => ({ path, version, isIndirect: false, line: 1 });
    const requires = [require("a", "v1.0.0"), require("b", "v1.0.0")];
    expect(notVendored(requires, list)).toEqual([requires[1]]);
    expect(noLongerRequired(requires, list)).toEqual(["b@v1.1.0", "h@v1.0.0"]);
    const replace = (path: string, version: string | undefined, target: string, targetVersion: string | undefined) => {
      return { path, version, target, targetVersion, line: 1 };
    };
    const replaces = [
      replace("b", "v1.1.0", "c", "v1.2.0"),
      replace("d", undefined, "../d", undefined),
      replace("b", undefined, "c", "v1.2.0"),
      replace("b", "v1.1.0", "c", "v1.3.0"),
    ];
    expect(notReplaced(replaces, list)).toEqual(replaces.slice(2));
  });
});

describe("what is embedded", () => {
  const tree = treeOf(
    new Map(
      [
        "p/a.txt",
        "p/full/b.txt",
        "p/full/deep/c.txt",
        "p/hidden/.d",
        "p/hidden/_d",
        "p/inner/.h/x.txt",
        "p/inner/e/f.txt",
        "p/own/go.mod",
        "p/own/a.txt",
        "p/holds/own/go.mod",
        "p/holds/own/a.txt",
        "p/bad/con.txt",
        "p/.git/x",
        'p/"q/x',
      ].map((file) => [file, ""]),
    ),
  );

  it.each(["a.txt", "full", "full/b.txt", "full/*", "f*/deep", "all:hidden", "hidden/.d", "inner", "all:full", "a.*"])(
    "is found by %s",
    (pattern) => expect(isEmbedFound(tree, "p", pattern)).toBe(true),
  );

  it.each([
    "",
    ".",
    "..",
    "./a.txt",
    "x.txt",
    "hidden",
    "own",
    "own/a.txt",
    "holds",
    "bad",
    "bad/*",
    "all:bad",
    ".git",
    "all:.git",
    ".git/x",
    '"q/x',
    "*",
    "full/",
    "full//b.txt",
    "[",
    "a.txt/b",
  ])("is not found by %s", (pattern) => expect(isEmbedFound(tree, "p", pattern)).toBe(false));

  it("is no link", () => {
    const linked = { ...tree, list: () => new Map([["a.txt", "link" as const]]) };
    expect(isEmbedFound(linked, "p", "a.txt")).toBe(false);
  });
});
