import { mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { ValidationError } from "../../app";
import { GoModule, type ReadGoModuleOptions } from "../../app/read-module";
import { put, temporaryFolder } from "../support/folder";

const MAIN = "package main\n\nfunc main() {}\n";
const folder = temporaryFolder();

beforeEach(() => {
  mkdirSync(join(folder.path, ".git"));
  put(join(folder.path, "services/shop/go.mod"), "module example.com/shop\n\ngo 1.25.0\n");
  put(join(folder.path, "services/shop/main.go"), MAIN);
});

/** The folder of a test as somebody would type it. */
function typed(path: string): string {
  return relative(process.cwd(), join(folder.path, path));
}

function problems(dir: string, options?: ReadGoModuleOptions) {
  try {
    return GoModule.read(dir, options) && [];
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
}

describe("reading a module from the disk", () => {
  it("names the build context from the working folder, and all else from there", () => {
    const module = GoModule.read(typed("services/shop"));
    expect(module).toMatchObject({ root: typed("services/shop"), dir: ".", moduleFiles: ["go.mod"] });
  });

  it("is the same for an absolute path", () => {
    expect(GoModule.read(join(folder.path, "services/shop"))).toEqual(GoModule.read(typed("services/shop")));
  });

  it("finds the workspace as far up as the repository reaches", () => {
    put(join(folder.path, "go.work"), "go 1.25.0\n\nuse ./services/shop\n");
    expect(GoModule.read(typed("services/shop"))).toMatchObject({ root: typed("."), dir: "services/shop" });
  });

  it("does not look above the repository", () => {
    mkdirSync(join(folder.path, "services/shop/.git"));
    put(join(folder.path, "go.work"), "go 1.25.0\n");
    expect(GoModule.read(typed("services/shop")).workspace).toBeUndefined();
  });

  it("does not look above the project that is named", () => {
    put(join(folder.path, "go.work"), "go 1.25.0\n");
    expect(GoModule.read(typed("services/shop"), { project: typed("services") }).workspace).toBeUndefined();
  });

  it("makes the same of files in memory", () => {
    const files = new Map([
      ["shop/go.mod", "module example.com/shop\n\ngo 1.25.0\n"],
      ["shop/main.go", MAIN],
    ]);
    expect({ ...GoModule.of(files, "shop") }).toEqual({ ...GoModule.read(typed("services/shop")), root: "shop" });
  });

  it("names the file and the line from the working folder", () => {
    put(join(folder.path, "services/shop/go.mod"), "module example.com/shop\n\nrequire x\n");
    expect(problems(typed("services/shop")).map(({ path }) => path)).toEqual([`${typed("services/shop/go.mod")}:3`]);
  });

  it("is refused at the line that asked for it", () => {
    expect(problems(typed("services"))[0]?.source).toMatch(/read-module\.test\.ts:\d+$/);
  });

  it("says where the go.mod is when it is further up", () => {
    mkdirSync(join(folder.path, "services/shop/internal"));
    const [problem] = problems(typed("services/shop/internal"));
    expect(problem?.fix).toBe(`name "${typed("services/shop")}", where its go.mod is`);
  });
});

describe("a folder that cannot be read", () => {
  it.each(["nowhere", "services/shop/main.go"])("is refused: %s", (dir) => {
    expect(problems(typed(dir)).map(({ code }) => code)).toEqual(["go-module-missing"]);
  });

  it("is one outside of the project", () => {
    mkdirSync(join(folder.path, "other"));
    const found = problems(typed("services/shop"), { project: typed("other") });
    expect(found.map(({ code }) => code)).toEqual(["go-module-outside"]);
  });

  it("is a beginning of the same letters as the project", () => {
    mkdirSync(join(folder.path, "services/sho"));
    expect(problems(typed("services/shop"), { project: typed("services/sho") })).toHaveLength(1);
  });

  it("is none at all", () => {
    expect(problems(undefined as unknown as string).map(({ field }) => field)).toEqual(["dir"]);
  });

  it("is one with an option that does not exist", () => {
    const found = problems(typed("services/shop"), { projct: "." } as ReadGoModuleOptions);
    expect(found.map(({ field, fix }) => [field, fix])).toEqual([["projct", "did you mean project?"]]);
  });
});

describe("links", () => {
  const link = (from: string, to: string) => symlinkSync(to, join(folder.path, from));

  it("to a folder of the project are that folder", () => {
    link("shortcut", "services/shop");
    expect(GoModule.read(typed("shortcut"))).toEqual(GoModule.read(typed("services/shop")));
  });

  it("to a source in the project are read", () => {
    put(join(folder.path, "shared.go"), 'package main\n\nimport "C"\n');
    link("services/shop/shared.go", "../../shared.go");
    expect(GoModule.read(typed("services/shop")).cgo).toEqual([{ file: "shared.go", line: 3 }]);
  });

  it("to a source outside of the project, or to nothing, are refused", () => {
    link("services/shop/a.go", "/etc/hostname");
    link("services/shop/b.go", "nowhere.go");
    const found = problems(typed("services/shop")).map(({ code, path }) => [code, path]);
    expect(found).toEqual(["a", "b"].map((name) => ["go-file", typed(`services/shop/${name}.go`)]));
  });

  it("to a folder are not looked into", () => {
    put(join(folder.path, "elsewhere/tool/main.go"), MAIN);
    link("services/shop/cmd", "../../elsewhere");
    expect(GoModule.read(typed("services/shop")).commands.map(({ name }) => name)).toEqual(["shop"]);
  });

  it("that stand for a module that is replaced are refused", () => {
    put(join(folder.path, "lib/go.mod"), "module example.com/lib\n");
    link("linked", "lib");
    const mod =
      "module example.com/shop\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ../../linked\n";
    put(join(folder.path, "services/shop/go.mod"), mod);
    expect(problems(typed("services/shop")).map(({ code }) => code)).toEqual(["go-module-missing"]);
  });

  it("are not embedded", () => {
    put(
      join(folder.path, "services/shop/main.go"),
      'package main\n\nimport _ "embed"\n\n//go:embed a.txt\nvar a string\n\nfunc main() {}\n',
    );
    put(join(folder.path, "services/shop/b.txt"), "");
    link("services/shop/a.txt", "b.txt");
    expect(problems(typed("services/shop")).map(({ code }) => code)).toEqual(["go-embed"]);
  });
});
