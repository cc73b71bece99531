import { describe, expect, it } from "@jest/globals";
import { ValidationError } from "../../../lib/errors";
import { GoModule } from "../../../lib/go-module";
import { readGoMod } from "../../../lib/go-module/mod-file";
import { goMod, MAIN, type Files } from "./files";

const X = { "x/go.mod": goMod("example.com/x"), "y/go.mod": goMod("example.com/x") };
const REQUIRE = "require example.com/x v1.0.0";

function read(files: Files, dir: string): GoModule {
  return GoModule.of(new Map(Object.entries({ "a/main.go": MAIN, ...X, ...files })), dir);
}

/** Code and place of everything that is wrong. */
function wrong(files: Files, dir = "a"): readonly string[] {
  try {
    read(files, dir);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.problems.map(({ code, path }) => `${code} ${path}`);
  }
  return [];
}

/** A workspace of two modules that replace what they need. */
function workspace(a: string, b: string, dir = "b"): Files {
  return {
    "go.work": `go 1.25.0\nuse ./a\nuse ./${dir}\n`,
    "go.work.sum": "",
    "a/go.mod": goMod("example.com/a", REQUIRE, `replace example.com/x ${a}`),
    [`${dir}/go.mod`]: goMod("example.com/b", REQUIRE, `replace example.com/x ${b}`),
  };
}

describe("a replacement", () => {
  const replaced = (...lines: readonly string[]) =>
    read({ "a/go.mod": goMod("example.com/a", REQUIRE, ...lines), "a/go.sum": "" }, "a");

  it("of another version does not count", () => {
    expect(replaced("replace example.com/x v1.1.0 => ../x").requires).toEqual({ "example.com/x": "v1.0.0" });
  });

  it.each([
    [["replace example.com/x => ../x", "replace example.com/x v1.0.0 => example.com/y v1.5.0"]],
    [["replace example.com/x v1.0.0 => example.com/y v1.5.0", "replace example.com/x => ../x"]],
  ])("of the one version goes before that of all, in any order: %j", (lines) => {
    expect(replaced(...lines).requires).toEqual({ "example.com/x": "example.com/y@v1.5.0" });
  });

  it("of another module does not count", () => {
    expect(replaced("replace example.com/xy => ../x").requires).toEqual({ "example.com/x": "v1.0.0" });
  });

  it("that leads nowhere is reported once, however many need it", () => {
    const lib = goMod("example.com/x", "require example.com/z v1.0.0");
    const mod = goMod(
      "example.com/a",
      REQUIRE,
      "require example.com/z v1.0.0",
      "replace example.com/x => ../x",
      "replace example.com/z => ../z",
    );
    expect(wrong({ "a/go.mod": mod, "x/go.mod": lib })).toEqual(["go-module-missing a/go.mod:7"]);
  });
});

describe("two replacements", () => {
  it.each([
    ["of the same folder", "=> ../x", "=> ../x", "b"],
    ["of the same folder, seen from two places", "=> ../x", "=> ../../x", "b/c"],
    ["of the same version of a module", "=> example.com/y v1.0.0", "=> example.com/y v1.0.0", "b"],
    ["of two versions", "v1.0.0 => ../x", "v1.1.0 => ../y", "b"],
    ["of one version and of all", "=> ../x", "v1.1.0 => ../y", "b"],
  ])("agree: %s", (_, a, b, dir) => {
    expect(wrong(workspace(a, b, dir))).toEqual([]);
  });

  it.each([
    ["by two folders", "=> ../x", "=> ../y"],
    ["by a folder and a module", "=> ../x", "=> example.com/y v1.0.0"],
    ["by two versions of a module", "=> example.com/y v1.0.0", "=> example.com/y v1.1.0"],
    ["by two modules", "=> example.com/y v1.0.0", "=> example.com/z v1.0.0"],
    ["of one version", "v1.0.0 => ../x", "v1.0.0 => ../y"],
  ])("disagree: %s", (_, a, b) => {
    expect(wrong(workspace(a, b))).toEqual(["go-replace-conflict b/go.mod:5"]);
  });

  it("of a go.work disagree too", () => {
    const files = {
      "go.work": "go 1.25.0\nuse ./a\nreplace example.com/x => ./x\nreplace example.com/x => ./y\n",
      "a/go.mod": goMod("example.com/a"),
    };
    expect(wrong(files)).toEqual(["go-replace-conflict go.work:4"]);
  });
});

describe("a workspace", () => {
  it("is the nearest above the module", () => {
    const files = {
      "go.work": "go 1.25.0\nuse ./x\n",
      "s/go.work": "go 1.26.0\nuse ./a\n",
      "s/a/go.mod": goMod("example.com/a"),
      "s/a/main.go": MAIN,
    };
    expect(read(files, "s/a")).toMatchObject({ go: "1.26.0", root: "s", workspace: { file: "go.work", uses: ["a"] } });
  });

  it("may be in the folder of the module", () => {
    const files = { "a/go.work": "go 1.26.0\nuse .\n", "a/go.mod": goMod("example.com/a") };
    expect(read(files, "a")).toMatchObject({ root: "a", workspace: { file: "go.work", uses: ["."] } });
  });

  it("does not compare modules without a path", () => {
    const files = { "go.work": "go 1.25.0\nuse ./a\nuse ./b\n", "a/go.mod": "go 1.25.0\n", "b/go.mod": "go 1.25.0\n" };
    expect(wrong(files)).toEqual(["go-module-path a/go.mod", "go-module-path b/go.mod"]);
  });
});

describe("a requirement", () => {
  it.each([
    ["// indirect", true],
    ["// indirect; by hand", true],
    ["//indirect", true],
    ["// indirect;", false],
    ["// indirect;x", false],
    ["// indirectly", false],
    ["// not indirect", false],
    ["", false],
  ])("with the comment %j is another module's: %s", (comment, isIndirect) => {
    expect(readGoMod(`require a v1.0.0 ${comment}`).mod.requires).toMatchObject([{ isIndirect }]);
  });

  it.each(["module 'a'", "module a b", "module"])("has no place in a module without a path: %s", (line) => {
    expect(readGoMod(`${line}\n`)).toEqual({
      mod: { requires: [], replaces: [], uses: [] },
      faults: [{ line: 1, got: line, allowed: "module and one path, once" }],
    });
  });
});
