import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { buildSync } from "esbuild";
import type { Problem } from "../../lib/errors";
import { ValidationError } from "../../lib/errors";
import { writeFiles } from "../../lib/files";

const MARKER = "# Made by Gantry";
const INDEX = ".gantry-files";
const HEADER = `${MARKER}: the files of this folder that it may change and delete.`;
const NOTHING = { written: [], changed: [], deleted: [], unchanged: [], leftAlone: [] };
const yaml = (text: string) => `${MARKER} from here.\n---\n${text}\n`;

let home: string;
let root: string;
beforeEach(() => {
  home = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), "files-"));
  root = join(home, "dist");
});
afterEach(() => fs.rmSync(home, { recursive: true }));

describe("writing files", () => {
  it("makes the folder, its folders, the files and the index", () => {
    const report = write({ "prod/a.yaml": yaml("a: 1"), "b.yaml": yaml("b: é") });
    expect(report).toEqual({ ...NOTHING, written: ["b.yaml", "prod/a.yaml"] });
    expect(texts()).toEqual({
      [INDEX]: `${HEADER}\nb.yaml\nprod/a.yaml\n`,
      "b.yaml": yaml("b: é"),
      "prod/a.yaml": yaml("a: 1"),
    });
  });

  it("keeps the digest of a file without the marker", () => {
    write({ "a.json": "{}" });
    expect(read(INDEX)).toBe(`${HEADER}\na.json\tsha256:${createHash("sha256").update("{}").digest("hex")}\n`);
  });

  it("touches nothing the second time", () => {
    const files = { "prod/a.yaml": yaml("a: 1"), "a.json": "{}", "empty.json": "" };
    write(files);
    const before = times();
    expect(write(files)).toEqual({ ...NOTHING, unchanged: ["a.json", "empty.json", "prod/a.yaml"] });
    expect(times()).toEqual(before);
  });

  it("rewrites only what differs", () => {
    write({ "a.yaml": yaml("a: 1"), "b.yaml": yaml("b: 1"), "c.json": "1" });
    const before = times()["b.yaml"];
    const report = write({ "a.yaml": yaml("a: 2"), "b.yaml": yaml("b: 1"), "c.json": "2" });
    expect(report).toEqual({ ...NOTHING, changed: ["a.yaml", "c.json"], unchanged: ["b.yaml"] });
    expect([read("a.yaml"), read("c.json"), times()["b.yaml"]]).toEqual([yaml("a: 2"), "2", before]);
  });

  it.each(["a: 1", "a: 1\n\n# a longer text than before", ""])(
    "overwrites a marked file that was edited to %j",
    (edit) => {
      write({ "a.yaml": yaml("a: 2") });
      put("a.yaml", yaml(edit));
      expect(write({ "a.yaml": yaml("a: 2") }).changed).toEqual(["a.yaml"]);
      expect(read("a.yaml")).toBe(yaml("a: 2"));
    },
  );

  it("writes an index that is independent of the order of the files", () => {
    write({ "b.yaml": yaml("b"), "a.yaml": yaml("a"), "Z.yaml": yaml("z") });
    const index = read(INDEX);
    fs.rmSync(root, { recursive: true });
    write({ "Z.yaml": yaml("z"), "a.yaml": yaml("a"), "b.yaml": yaml("b") });
    expect(read(INDEX)).toBe(index);
  });

  it("makes nothing when there is nothing to write", () => {
    expect(write({})).toEqual(NOTHING);
    expect(fs.existsSync(root)).toBe(false);
  });
});

describe("files that are no longer wanted", () => {
  it("go away, with the folders that held nothing else", () => {
    write({ "prod/shop/a.yaml": yaml("a"), "prod/shop/b.json": "1", "dev/a.yaml": yaml("a") });
    expect(write({ "dev/a.yaml": yaml("a") }).deleted).toEqual(["prod/shop/a.yaml", "prod/shop/b.json"]);
    expect(texts()).toEqual({ [INDEX]: `${HEADER}\ndev/a.yaml\n`, "dev/a.yaml": yaml("a") });
    expect(fs.existsSync(join(root, "prod"))).toBe(false);
  });

  it("leave a folder behind that holds something else", () => {
    write({ "prod/shop/a.yaml": yaml("a") });
    put("prod/notes.txt", "mine");
    write({});
    expect(texts()).toEqual({ [INDEX]: `${HEADER}\n`, "prod/notes.txt": "mine" });
    expect(fs.existsSync(join(root, "prod/shop"))).toBe(false);
  });

  it("stay, and are ours no more, once somebody has edited them", () => {
    write({ "a.json": "{}", "b.yaml": yaml("b") });
    put("a.json", '{ "mine": 1 }');
    put("b.yaml", "mine: 1");
    expect(write({})).toEqual({ ...NOTHING, leftAlone: ["a.json", "b.yaml"] });
    expect(texts()).toEqual({ [INDEX]: `${HEADER}\n`, "a.json": '{ "mine": 1 }', "b.yaml": "mine: 1" });
  });

  it("stay where a link leads to them", () => {
    write({ "prod/a.yaml": yaml("a") });
    fs.renameSync(join(root, "prod"), join(home, "elsewhere"));
    fs.symlinkSync(join(home, "elsewhere"), join(root, "prod"));
    expect(write({}).leftAlone).toEqual(["prod/a.yaml"]);
    expect(fs.readFileSync(join(home, "elsewhere/a.yaml"), "utf8")).toBe(yaml("a"));
  });

  it("stay when this run doesn't answer for their folder", () => {
    write({ "prod/a.yaml": yaml("a"), "dev/a.json": "1", "top.yaml": yaml("t") });
    const options = { marker: MARKER, folders: ["dev"] };
    expect(writeFiles(root, [], options).deleted).toEqual(["dev/a.json"]);
    expect(read(INDEX)).toBe(`${HEADER}\nprod/a.yaml\ntop.yaml\n`);
  });

  it("are forgotten when somebody deleted them", () => {
    write({ "prod/a.yaml": yaml("a") });
    fs.rmSync(join(root, "prod/a.yaml"));
    expect(write({})).toEqual(NOTHING);
    expect([read(INDEX), fs.existsSync(join(root, "prod"))]).toEqual([`${HEADER}\n`, false]);
  });
});

describe("a lost or damaged index", () => {
  it("is written again, and marked files are still ours", () => {
    write({ "a.yaml": yaml("a: 1"), "b.yaml": yaml("b") });
    const index = read(INDEX);
    fs.rmSync(join(root, INDEX));
    expect(write({ "a.yaml": yaml("a: 2"), "b.yaml": yaml("b") })).toEqual({
      ...NOTHING,
      changed: ["a.yaml"],
      unchanged: ["b.yaml"],
    });
    expect(read(INDEX)).toBe(index);
  });

  it("is written again when nothing else is to do", () => {
    write({ "a.json": "1" });
    const index = read(INDEX);
    fs.rmSync(join(root, INDEX));
    expect(write({ "a.json": "1" }).unchanged).toEqual(["a.json"]);
    expect(read(INDEX)).toBe(index);
  });

  it("keeps both sides of a merge", () => {
    write({ "a.json": "1", "b.json": "2" });
    put(INDEX, read(INDEX).replace("b.json", "<<<<<<< ours\nb.json"));
    expect(write({}).deleted).toEqual(["a.json", "b.json"]);
  });

  it.each(["../outside.txt", "/etc/passwd", "a/../../outside.txt", ".git/config", "sub/.gantry-files"])(
    "is refused when it names %s",
    (path) => {
      fs.writeFileSync(join(home, "outside.txt"), yaml("mine"));
      put(INDEX, `${HEADER}\n${path}\n`);
      expectRefusal({}, ["index-damaged"]);
    },
  );
});

describe("an interrupted run", () => {
  const tooLong = `z/${`${"d".repeat(250)}/`.repeat(17)}z.yaml`;

  it("names the file where it stopped and how far it came", () => {
    const [problem] = problemsOf(() => write({ "a.json": "1", [tooLong]: yaml("z") }));
    expect(problem).toMatchObject({ code: "write-failed", path: `${root}/${tooLong}` });
    expect(problem?.got).toMatch(/ENAMETOOLONG.*, after 3 of \d+ changes were made/);
  });

  it("leaves nothing that the next run doesn't know", () => {
    problemsOf(() => write({ "a.json": "1", [tooLong]: yaml("z") }));
    expect(read("a.json")).toBe("1");
    expect(write({}).deleted).toEqual(["a.json"]);
    expect([Object.keys(texts()), fs.existsSync(join(root, "z"))]).toEqual([[INDEX], false]);
  });

  it("leaves files without a marker ours, in their old and in their new text", () => {
    write({ "a.json": "old", "b.json": "old" });
    problemsOf(() => write({ "a.json": "new", "b.json": "new", [tooLong]: "z" }));
    put("a.json", "new");
    expect(write({ "a.json": "newest", "b.json": "newest" }).changed).toEqual(["a.json", "b.json"]);
  });

  it("has a file that it only began replaced", () => {
    write({ "a.json": "1", "b.yaml": yaml("b") });
    put("a.json", "");
    put("b.yaml", "");
    expect(write({ "a.json": "1", "b.yaml": yaml("b") }).changed).toEqual(["a.json", "b.yaml"]);
  });

  it.each([
    ["listed in the index", "prod/.gantry-files.new", "half of a te"],
    ["of the index itself", ".gantry-files.new", `${HEADER}\nhalf`],
    ["without content", "prod/.gantry-files.new", ""],
  ])("has its temporary file %s cleaned up", (_, file, text) => {
    write({ "prod/a.yaml": yaml("a: 1") });
    put(file, text);
    if (text.startsWith("half")) put(INDEX, `${read(INDEX)}${file}\n`);
    expect(write({ "prod/a.yaml": yaml("a: 2") })).toEqual({ ...NOTHING, changed: ["prod/a.yaml"] });
    expect(texts()).toEqual({ [INDEX]: `${HEADER}\nprod/a.yaml\n`, "prod/a.yaml": yaml("a: 2") });
  });
});

describe("a refusal, which leaves everything as it was,", () => {
  const wanted = { "prod/a.yaml": yaml("a: 2"), "prod/b.json": "2", "prod/c.yaml": yaml("c"), "new/c.yaml": yaml("c") };
  const state: readonly [string, string, () => void][] = [
    ["a foreign file", "foreign-file", () => put("prod/a.yaml", "mine: 1")],
    ["a foreign file with the marker further down", "foreign-file", () => put("prod/a.yaml", `\n${MARKER}\n`)],
    ["JSON that was edited by hand", "foreign-file", () => put("prod/b.json", '{ "mine": 1 }')],
    ["a foreign index", "foreign-file", () => put(INDEX, "prod/a.yaml\n")],
    ["a foreign file with the name of our temporary file", "foreign-file", () => put("prod/.gantry-files.new", "mine")],
    ["a folder instead of the index", "wrong-kind-of-file", () => put(`${clear(INDEX)}/x`, "mine")],
    ["a folder instead of a file", "wrong-kind-of-file", () => put("new/c.yaml/x.txt", "mine")],
    ["a file instead of a folder", "wrong-kind-of-file", () => put("new", "mine")],
    ["a marked file instead of a folder", "wrong-kind-of-file", () => put("new", yaml("mine"))],
    ["a pipe instead of a file", "wrong-kind-of-file", () => void execFileSync("mkfifo", [join(root, "prod/c.yaml")])],
    ["a link to a file outside", "symlink-in-the-way", () => link("new/c.yaml", "outside.txt")],
    ["a link to a folder outside", "symlink-in-the-way", () => link("new", ".")],
    ["a link to nothing", "symlink-in-the-way", () => link("new/c.yaml", "nowhere")],
    ["a link instead of the index", "symlink-in-the-way", () => link(clear(INDEX), "outside.txt")],
    ["the top of a Git repository", "root-refused", () => put(".git/config", "mine")],
  ];

  it.each(state)("is the answer to %s", (_, code, prepare) => {
    fs.writeFileSync(join(home, "outside.txt"), yaml("outside"));
    write({ "prod/a.yaml": yaml("a: 1"), "prod/b.json": "1", "old.yaml": yaml("old") });
    prepare();
    expectRefusal(wanted, [code]);
  });

  const paths: readonly [string, readonly string[]][] = [
    ["file-path", ["/a.yaml"]],
    ["file-path", ["../a.yaml"]],
    ["file-path", ["a/../../b.yaml"]],
    ["file-path", ["a/./b.yaml"]],
    ["file-path", ["a//b.yaml"]],
    ["file-path", ["a/"]],
    ["file-path", [""]],
    ["file-path", ["."]],
    ["file-path", [".."]],
    ["file-path", ["a\\b.yaml"]],
    ["file-path", ["C:/a.yaml"]],
    ["file-path", ["a\0b.yaml"]],
    ["file-path", ["a\nb.yaml"]],
    ["file-path", ["a\tb.yaml"]],
    ["file-path", ["a\u009bb.yaml"]],
    ["file-path", ["a\ud800.yaml"]],
    ["file-path", [`${"a".repeat(251)}.yaml`]],
    ["file-path", [`${"é".repeat(126)}.yaml`]],
    ["file-path", [".git/hooks/pre-commit"]],
    ["file-path", ["a/.GIT/config"]],
    ["file-path", [".gantry-files"]],
    ["file-path", ["a/.gantry-files.new"]],
    ["file-clash", ["a/b.yaml", "a/b.yaml"]],
    ["file-clash", ["a/b.yaml", "a/B.yaml"]],
    ["file-clash", ["a/b.yaml", "A/c.yaml"]],
    ["file-clash", ["a/\u00e9.yaml", "a/e\u0301.yaml"]],
    ["file-clash", ["a", "a/b.yaml"]],
    ["file-clash", ["a/b.yaml", "a"]],
  ];

  it.each(paths)("is %s for %j", (code, wrong) => {
    write({ "old.yaml": yaml("old") });
    const before = listing();
    const files = wrong.map((file) => ({ file, text: yaml("x") }));
    expect(codes(() => writeFiles(root, files, { marker: MARKER }))).toEqual([code]);
    expect(listing()).toEqual(before);
  });

  it("is the answer to text that isn't Unicode", () => {
    expectRefusal({ "a.yaml": "x\ud800" }, ["text-not-unicode"]);
  });

  it("names every problem at once", () => {
    put("a.yaml", "mine");
    put("b.yaml/x", "mine");
    expectRefusal({ "a.yaml": "1", "b.yaml": "2", "../c.yaml": "3", "d.yaml": "4" }, [
      "file-path",
      "foreign-file",
      "wrong-kind-of-file",
    ]);
  });

  it("says where, what was found, what is allowed and what to do", () => {
    put("prod/a.yaml", "mine");
    const [problem] = problemsOf(() => write(wanted));
    const expected = {
      code: "foreign-file",
      path: `${root}/prod/a.yaml`,
      field: "",
      fix: "move it elsewhere, or delete it if nobody needs it",
    };
    expect(problem).toMatchObject({ ...expected, got: '"prod/a.yaml", a file of somebody else' });
  });
});

describe("an output folder", () => {
  it.each([
    ["the root of the file system", () => "/", "root-refused"],
    ["the home folder", () => homedir(), "root-refused"],
    ["a file", () => made("file"), "root-not-a-folder"],
    ["below a file", () => join(made("file"), "dist"), "root-without-parent"],
    ["below nothing", () => join(home, "no/dist"), "root-without-parent"],
    ["a link to a folder", () => linked("."), "symlink-in-the-way"],
    ["a link to a folder, with a slash", () => `${linked(".")}/`, "symlink-in-the-way"],
    ["a link to nothing", () => linked("nowhere"), "symlink-in-the-way"],
  ])("can't be %s", (_, folder, code) => {
    const name = folder();
    const before = listing();
    expect(codes(() => writeFiles(name, [{ file: "a.yaml", text: yaml("a") }], { marker: MARKER }))).toEqual([code]);
    expect(listing()).toEqual(before);
  });

  it("can't be one that may not be written", () => {
    write({ "prod/a.yaml": yaml("a: 1") });
    fs.chmodSync(join(root, "prod"), 0o555);
    const before = texts();
    expect(codesAsOrdinaryUser({ "prod/a.yaml": yaml("a: 2"), "b.yaml": yaml("b") })).toEqual(["folder-not-writable"]);
    expect(texts()).toEqual(before);
    fs.chmodSync(join(root, "prod"), 0o755);
  });

  it("may stand below a linked folder", () => {
    fs.mkdirSync(root);
    expect(
      writeFiles(join(linked("dist"), "out"), [{ file: "a.yaml", text: "1" }], { marker: MARKER }).written,
    ).toEqual(["a.yaml"]);
    expect(read("out/a.yaml")).toBe("1");
  });

  it("may be there already, with files of somebody else", () => {
    put("prod/notes.txt", "mine");
    put("prod/shop/link", "");
    expect(write({ "prod/a.yaml": yaml("a") }).written).toEqual(["prod/a.yaml"]);
    expect(read("prod/notes.txt")).toBe("mine");
  });
});

/** What a process says that is not the super-user's, who may write everywhere; it owns everything. */
function codesAsOrdinaryUser(files: Readonly<Record<string, string>>): string[] {
  const NOBODY = 65534;
  const isRoot = process.getuid?.() === 0;
  const outfile = join(home, "writer.cjs");
  buildSync({ entryPoints: ["lib/files/index.ts"], bundle: true, platform: "node", outfile });
  const owned = fs.readdirSync(home, { recursive: true }).map((file) => join(home, String(file)));
  if (isRoot) for (const path of [home, ...owned]) fs.chownSync(path, NOBODY, NOBODY);
  const wanted = Object.entries(files).map(([file, text]) => ({ file, text }));
  const script = `try { require("./writer.cjs").writeFiles(${JSON.stringify(root)}, ${JSON.stringify(wanted)}, { marker: "${MARKER}" }); }
    catch (error) { console.log(JSON.stringify(error.problems.map(({ code }) => code))); }`;
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  return JSON.parse(
    execFileSync(process.execPath, ["-e", script], { cwd: home, encoding: "utf8", ...user }),
  ) as string[];
}

function write(files: Readonly<Record<string, string>>) {
  return writeFiles(
    root,
    Object.entries(files).map(([file, text]) => ({ file, text })),
    { marker: MARKER },
  );
}

function expectRefusal(files: Readonly<Record<string, string>>, expected: readonly string[]): void {
  const before = listing();
  expect(codes(() => write(files)).sort()).toEqual(expected);
  expect(listing()).toEqual(before);
}

function problemsOf(action: () => unknown): readonly Problem[] {
  try {
    action();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
  return [];
}

function codes(action: () => unknown): string[] {
  return problemsOf(action).map(({ code }) => code);
}

function put(file: string, text: string): void {
  fs.mkdirSync(dirname(join(root, file)), { recursive: true });
  fs.writeFileSync(join(root, file), text);
}

function clear(file: string): string {
  fs.rmSync(join(root, file));
  return file;
}

function link(file: string, target: string): void {
  fs.mkdirSync(dirname(join(root, file)), { recursive: true });
  fs.symlinkSync(join(home, target), join(root, file));
}

function made(name: string): string {
  fs.writeFileSync(join(home, name), "mine");
  return join(home, name);
}

function linked(target: string): string {
  fs.symlinkSync(join(home, target), join(home, "link"));
  return join(home, "link");
}

function read(file: string): string {
  return fs.readFileSync(join(root, file), "utf8");
}

/** Everything below the temporary folder: kind, mode, time and bytes. */
function listing(): string[] {
  return entries(home).map((path) => {
    const stat = fs.lstatSync(path);
    const content = stat.isFile()
      ? fs.readFileSync(path, "base64")
      : stat.isSymbolicLink()
        ? fs.readlinkSync(path)
        : "";
    return [path, stat.mode, stat.ino, stat.isDirectory() ? "" : stat.mtimeMs, content].join(" ");
  });
}

function texts(): Record<string, string> {
  const files = entries(root).filter((path) => fs.lstatSync(path).isFile());
  return Object.fromEntries(files.map((path) => [path.slice(root.length + 1), fs.readFileSync(path, "utf8")]));
}

function times(): Record<string, string> {
  const times = entries(root).map(
    (path) => [path.slice(root.length + 1), String(fs.statSync(path, { bigint: true }).mtimeNs)] as const,
  );
  return Object.fromEntries(times);
}

function entries(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .sort();
}
