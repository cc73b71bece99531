import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { ROOT } from "./declarations";

const GENERATED = /^constructs\/imports\/|^test\/golden(?:-previous)?\/|\/go\.sum$|^go\.work\.sum$|package-lock\.json$/;
const CODE = /\.(?:ts|mjs|cjs|go)$/;
const LONGEST = 400;

/** Folders of one machine, which mean nothing on another; spelt so that this file does not match. */
const MACHINE = /(?<![\w.$}/-])\/(?:work|root|home|Users)\/(?!nonroot)|\.(?:corp|intranet|lan)\b(?!\()/;
const FOCUSED = /\b(?:it|test|describe)\.(?:skip|only|todo)(?:\.each)?\(|\b(?:xit|fit|xdescribe|fdescribe)\(/;

const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
});
const files = listed.split("\0").filter((file) => file && existsSync(join(ROOT, file)));
const texts = files
  .map((file) => [file, readFileSync(join(ROOT, file), "utf8")] as const)
  .filter(([, text]) => !text.includes("\0"));

/** `file:line` of the lines that match. */
function lines(pattern: RegExp, of: (file: string) => boolean): string[] {
  return texts
    .filter(([file]) => of(file))
    .flatMap(([file, text]) =>
      text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
    );
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

describe("the tree", () => {
  it("names no folder of a machine and no host of a private network", () => {
    expect(lines(MACHINE, () => true)).toEqual([]);
  });

  it("has lock files that say nothing about where packages were fetched", () => {
    expect(files.filter((file) => file.endsWith("package-lock.json"))).not.toEqual([]);
    expect(lines(/"resolved":/, (file) => file.endsWith("package-lock.json"))).toEqual([]);
  });

  it("has a lock file with every platform's packages, without which npm ci refuses it", () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock;
    const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
    const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, "")));
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  it("runs every test that it has", () => {
    expect(lines(FOCUSED, (file) => file.endsWith(".test.ts"))).toEqual([]);
  });

  it(`has no file of more than ${LONGEST} lines of code`, () => {
    const sizes = texts
      .filter(([file]) => CODE.test(file) && !GENERATED.test(file))
      .map(
        ([file, text]) => [file, text.split("\n").filter((line) => /^\s*(?!\/\/|\/?\*)\S/.test(line)).length] as const,
      );
    expect(sizes.filter(([, count]) => count > LONGEST)).toEqual([]);
  });

  it("throws only its own error", () => {
    const own = (file: string) => /^(?:lib|constructs|app|targets)\//.test(file) && file !== "lib/errors.ts";
    expect(lines(/\bthrow new \w*(?<!Validation)Error\b/, own)).toEqual([]);
  });
});
