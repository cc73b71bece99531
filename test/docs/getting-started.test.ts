import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, fences, printed } from "./fences";

const DOCUMENT = "docs/getting-started.md";
const DEPENDENCIES = ["cdk8s", "cdk8s-plus-27", "constructs", "typescript"];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "getting-started-"));
  installGantry();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe(DOCUMENT, () => {
  it("prints what its files and commands print, from an empty folder to the end", () => {
    const outputs = walk();
    expect(outputs.map(({ actual }) => actual)).toEqual(outputs.map(({ expected }) => expected));
    expect(outputs).toHaveLength(6);
  }, 60_000);
});

/** Writes the guide's files and runs its commands in order; a block that follows commands is what they print. */
function walk() {
  let output: string | undefined;
  return fences(DOCUMENT).flatMap(({ language, file, text }, index) => {
    if (file) writeFileSync(join(folder, file), text);
    else if (language === "sh") output = shell(text);
    else return [printed(DOCUMENT, index, output ?? "nothing was run")];
    return [];
  });
}

/** Runs commands; the network is not asked, `npm install` has happened already. */
function shell(commands: string): string {
  const offline = commands.replace(/^npm install .*$/gm, ":");
  const { stdout } = spawnSync("sh", ["-c", `exec 2>&1\n${offline}`], { cwd: folder, encoding: "utf8" });
  const ownLines = stdout.split("\n").filter((line) => !/^(?:> \S+@\d|> tsc |npm )/.test(line));
  return ownLines
    .join("\n")
    .replace(/\d+\.\d\d s$/gm, "0.15 s")
    .trim();
}

/** What `npm install` of the package and of typescript leaves behind: compiled files with their types, dependencies beside them. */
function installGantry(): void {
  const modules = join(folder, "node_modules");
  const home = join(modules, "gantry-cdk");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  mkdirSync(home);
  for (const name of DEPENDENCIES) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  symlinkSync("../typescript/bin/tsc", join(modules, ".bin/tsc"));
  const compilerOptions = {
    noEmit: false,
    noCheck: true,
    declaration: true,
    outDir: "build",
    rootDir: ROOT,
    typeRoots: [join(ROOT, "node_modules/@types")],
  };
  const project = {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions,
    files: [join(ROOT, "app/index.ts")],
    include: [],
  };
  writeFileSync(join(home, "tsconfig.json"), JSON.stringify(project));
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({ name: "gantry-cdk", version: "0.1.0", main: "build/app/index.js" }),
  );
  const { status, stdout } = spawnSync(join(modules, ".bin/tsc"), ["-p", home], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
}
