import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Problem } from "../../lib/errors";
import { ValidationError } from "../../lib/errors";
import { writeFiles } from "../../lib/files";
import { show } from "../../lib/show";

const MARKER = "# Made by Gantry";
const TEMPORARY = "prod/.gantry-files.new";
const ELSEWHERE = "move it elsewhere, or delete it if nobody needs it";
const NO_LINKS = "folders and files without symbolic links";

let home: string;
let root: string;
beforeEach(() => {
  home = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), "files-"));
  root = join(home, "dist");
});
afterEach(() => fs.rmSync(home, { recursive: true }));

function write(files: Readonly<Record<string, string>>, folder = root) {
  const wanted = Object.entries(files).map(([file, text]) => ({ file, text }));
  return writeFiles(folder, wanted, { marker: MARKER });
}

function problemsOf(files: Readonly<Record<string, string>>, folder = root): readonly Problem[] {
  try {
    write(files, folder);
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
  }
  return [];
}

function put(file: string, text: string): void {
  fs.mkdirSync(dirname(join(root, file)), { recursive: true });
  fs.writeFileSync(join(root, file), text);
}

describe("what stands in the way is named, with what may be there", () => {
  const state: readonly [what: string, prepare: () => void, said: Partial<Problem>][] = [
    [
      "a file of somebody else",
      () => put("prod/a.yaml", "mine"),
      {
        got: '"prod/a.yaml", a file of somebody else',
        allowed: 'no file, one that begins with "# Made by Gantry", or one as the last run wrote it',
        fix: ELSEWHERE,
      },
    ],
    [
      "a file that was edited",
      () => {
        write({ "prod/a.yaml": "1" });
        put("prod/a.yaml", "mine");
      },
      { got: '"prod/a.yaml", edited since it was written' },
    ],
    [
      "an index of somebody else",
      () => put(".gantry-files", "mine"),
      { code: "foreign-file", got: '".gantry-files", a file of somebody else' },
    ],
    [
      "a damaged index",
      () => put(".gantry-files", `${MARKER}\n../x\n`),
      {
        code: "index-damaged",
        got: 'the line "../x"',
        allowed: "paths below this folder",
        fix: "take it from version control, or delete it: files with the marker line are known without it",
      },
    ],
    [
      "a folder",
      () => put("prod/a.yaml/x", "mine"),
      {
        code: "wrong-kind-of-file",
        got: '"prod/a.yaml", which is a folder',
        allowed: "a file or nothing",
        fix: ELSEWHERE,
      },
    ],
    [
      "a file instead of a folder",
      () => put("prod", "mine"),
      { got: '"prod", which is a file', allowed: "a folder or nothing", fix: ELSEWHERE },
    ],
    [
      "a pipe",
      () => {
        put("prod/x", "");
        execFileSync("mkfifo", [join(root, "prod/a.yaml")]);
      },
      { got: '"prod/a.yaml", which is a device, pipe or socket', allowed: "a file or nothing" },
    ],
    [
      "a link",
      () => {
        put("x", "");
        fs.symlinkSync(home, join(root, "prod"));
      },
      { got: 'the symbolic link "prod"', allowed: NO_LINKS, fix: "remove the link" },
    ],
    [
      "a folder with the name of our temporary file",
      () => put(`${TEMPORARY}/x`, "mine"),
      { code: "wrong-kind-of-file", got: `"${TEMPORARY}", which is a folder`, allowed: "a file or nothing" },
    ],
    [
      "a link with the name of our temporary file",
      () => {
        put("prod/x", "");
        fs.symlinkSync(home, join(root, TEMPORARY));
      },
      { code: "symlink-in-the-way", got: `the symbolic link "${TEMPORARY}"` },
    ],
  ];

  it.each(state)("%s", (_, prepare, said) => {
    prepare();
    expect(problemsOf({ "prod/a.yaml": "2" })).toMatchObject([said]);
  });
});

describe("a path is refused with its rule", () => {
  const below = "a relative path below the output folder, without empty parts, . and ..";
  const printable = "a path of printable characters with forward slashes";

  it.each([
    ["a\\b.yaml", printable],
    ["a/./b.yaml", below],
    ["C:/a.yaml", below],
    [`${"a".repeat(256)}/b.yaml`, "at most 255 bytes between two slashes"],
    ["a/.git/x", "a path without .git, .gantry-files, .gantry-files.new"],
  ])("%s", (file, allowed) => {
    expect(problemsOf({ [file]: "1" })).toMatchObject([
      { code: "file-path", allowed, fix: "rename what the file is named after" },
    ]);
  });

  it.each(["a", "aC:/b", "a/b/c/d", `${"a".repeat(255)}/b`, "a b/ü.yaml", "a-b/c_d.e/-"])("%s is none", (file) => {
    expect(write({ [file]: "1" }).written).toEqual([file]);
  });

  it("that is another one in capitals", () => {
    expect(problemsOf({ "a/b.yaml": "1", "A/c.yaml": "2" })).toMatchObject([
      {
        code: "file-clash",
        got: '"A/c.yaml" beside "a"',
        allowed: "paths that differ in more than upper and lower case, and no file that is also a folder",
        fix: "rename one of the two",
      },
    ]);
  });

  it("or its text, which is no Unicode", () => {
    expect(problemsOf({ "a.yaml": "\ud800" })).toMatchObject([
      {
        code: "text-not-unicode",
        got: "a surrogate without its partner",
        allowed: "valid Unicode",
        fix: "encode binary data as base64",
      },
    ]);
  });
});

describe("an output folder is refused with the reason", () => {
  const FOLDER = "a folder that holds nothing but output";
  const OWN = "name a folder of its own for the output, e.g. dist";

  it.each<[what: string, folder: () => string, said: (folder: string) => Partial<Problem>]>([
    ["the root", () => "/", () => ({ got: '"/", the root of the file system', allowed: FOLDER, fix: OWN })],
    [
      "the home folder",
      () => homedir(),
      (folder) => ({ got: `${show(folder)}, the home folder`, allowed: FOLDER, fix: OWN }),
    ],
    [
      "the top of a repository",
      () => {
        put(".git/config", "");
        return root;
      },
      (folder) => ({ got: `${show(folder)}, the top of a Git repository`, allowed: FOLDER, fix: OWN }),
    ],
    [
      "a file",
      () => {
        fs.writeFileSync(root, "");
        return root;
      },
      (folder) => ({ got: `${show(folder)}, which is not a folder`, allowed: "a folder", fix: "name a folder" }),
    ],
    [
      "below nothing",
      () => join(home, "no", "dist"),
      (folder) => ({
        got: `${show(folder)}, and ${show(dirname(folder))} is not a folder`,
        allowed: "a folder, or a new one in a folder",
        fix: `make the folder ${show(dirname(folder))}`,
      }),
    ],
    [
      "a link",
      () => {
        fs.symlinkSync(home, root);
        return root;
      },
      (folder) => ({ got: `the symbolic link ${show(folder)}`, allowed: NO_LINKS, fix: "remove the link" }),
    ],
  ])("%s", (_, folder, said) => {
    const name = folder();
    expect(problemsOf({ "a.yaml": "1" }, name)).toMatchObject([said(name)]);
  });
});

describe("a report", () => {
  it("is sorted, whatever the order of the files", () => {
    write({ "c.json": "1", "a.json": "1", "b.json": "1" });
    expect(write({ "c.json": "2", "a.json": "2", "b.json": "2" }).changed).toEqual(["a.json", "b.json", "c.json"]);
    put("c.json", "mine");
    put("b.json", "mine");
    expect(write({})).toMatchObject({ deleted: ["a.json"], leftAlone: ["b.json", "c.json"] });
  });

  it("counts what goes away in order too", () => {
    write({ "z/c.json": "1", "b.json": "1", "a/a.json": "1" });
    expect(write({}).deleted).toEqual(["a/a.json", "b.json", "z/c.json"]);
    expect(fs.readdirSync(root)).toEqual([".gantry-files"]);
  });
});

describe("a large file", () => {
  it("is left as it is when it is the same, and written when its end differs", () => {
    const text = "x".repeat(200_000);
    write({ "a.json": text });
    expect(write({ "a.json": text }).unchanged).toEqual(["a.json"]);
    expect(write({ "a.json": `${text}y` }).changed).toEqual(["a.json"]);
    expect(write({ "a.json": text }).changed).toEqual(["a.json"]);
  });
});
