import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readDependency, readGoMod, readGoWork } from "../../../lib/go-module/mod-file";
import type { ModFile } from "../../../lib/go-module/mod-types";

const part = fc.stringMatching(/^[a-z0-9][a-z0-9_.~-]{0,6}[a-z0-9]$/).filter((text) => !/^v[\d.]/.test(text));
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const number = fc.nat(30);
const version = fc.tuple(fc.nat(1), number, number).map((numbers) => `v${numbers.join(".")}`);
const goVersion = fc.tuple(number, number).map(([minor, patch]) => `1.${minor}.${patch}`);
const folder = path.map((text) => `../${text}`);
const requirement = fc.record({ path, version, isIndirect: fc.boolean() });
const replacement = fc.oneof(
  fc.record({
    path,
    version: fc.option(version, { nil: undefined }),
    target: folder,
    targetVersion: fc.constant(undefined),
  }),
  fc.record({ path, version: fc.option(version, { nil: undefined }), target: path, targetVersion: version }),
);
const style = fc.record({
  isBlock: fc.boolean(),
  quote: fc.boolean(),
  comment: fc.boolean(),
  end: fc.constantFrom("\n", "\r\n"),
});
type Style = ReturnType<(typeof style)["generate"]>["value"];

/** Lines of one directive, each alone or all in a block. */
function directive(word: string, lines: readonly string[], { isBlock, comment }: Style): readonly string[] {
  const before = comment ? ["// A comment.", ""] : [];
  if (isBlock)
    return [...before, `${word} (${comment ? " // why" : ""}`, ...before, ...lines.map((line) => `\t${line}`), ")"];
  return [...before, ...lines.map((line) => `${word} ${line}`)];
}

function quoted(text: string, { quote }: Style): string {
  return quote ? JSON.stringify(text) : text;
}

function replaceLine(
  { path: from, version: of, target, targetVersion }: ModFile["replaces"][number],
  how: Style,
): string {
  return [quoted(from, how), of, "=>", quoted(target, how), targetVersion].filter(Boolean).join(" ");
}

function withoutLine(one: { readonly line: number }): object {
  return Object.fromEntries(Object.entries(one).filter(([name]) => name !== "line"));
}

describe("reading a go.mod", () => {
  it("gives back what was printed, however it was printed", () => {
    const mod = fc.record({
      module: path,
      go: goVersion,
      requires: fc.array(requirement),
      replaces: fc.array(replacement),
    });
    fc.assert(
      fc.property(mod, style, ({ module, go, requires, replaces }, how) => {
        const required = requires.map(
          (one) => `${quoted(one.path, how)} ${one.version}${one.isIndirect ? " // indirect" : ""}`,
        );
        const replaced = replaces.map((one) => replaceLine({ ...one, line: 0 }, how));
        const lines = [
          ...directive("module", [quoted(module, how)], how),
          `go ${go}`,
          ...directive("require", required, how),
          ...directive("replace", replaced, how),
        ];
        const read = readGoMod(lines.join(how.end));
        expect(read.faults).toEqual([]);
        expect({ module: read.mod.module?.text, go: read.mod.go?.text }).toEqual({ module, go });
        expect(read.mod.requires.map(withoutLine)).toEqual(requires);
        expect(read.mod.replaces.map(withoutLine)).toEqual(replaces);
      }),
    );
  });

  it("knows the line of everything", () => {
    const { mod } = readGoMod("// first\nmodule a\n\nrequire (\n\n\tb v1.0.0\n)\nreplace b => ./b\ngo 1.25.0\n");
    expect([mod.module, mod.requires[0], mod.replaces[0], mod.go].map((one) => one?.line)).toEqual([2, 6, 8, 9]);
  });

  it("blames a line that is there, whatever the text", () => {
    const text = fc
      .array(
        fc.constantFrom(
          "module",
          "require",
          "(",
          ")",
          '"',
          "\\",
          "//",
          "/*",
          "=>",
          "v1.0.0",
          " ",
          "\n",
          "\r",
          "\0",
          "é",
          "`",
        ),
      )
      .map((all) => all.join(""));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (one) => {
        const last = one.split("\n").length;
        const lines = [readGoMod(one), readGoWork(one)].flatMap(({ faults }) => faults.map(({ line }) => line));
        expect(lines.filter((line) => !(line >= 1 && line <= last))).toEqual([]);
      }),
    );
  });

  it.each([
    ["v1.2.3+meta", "v1.2.3"],
    ["v1", "v1.0.0"],
    ['"v1.2"', "v1.2.0"],
    ["v2.0.0+incompatible", "v2.0.0+incompatible"],
  ])("takes the version %s for %s", (typed, canonical) => {
    expect(readGoMod(`require example.com/x ${typed}`).mod.requires[0]?.version).toBe(canonical);
  });

  it.each([
    "example.com/x v2.0.0",
    "example.com/x/v2 v1.0.0",
    "example.com/x/v1 v1.0.0",
    "gopkg.in/x v1.0.0",
    "gopkg.in/x.v2 v1.0.0",
    "example.com/x 1.0.0",
    "example.com/x v01.0.0",
    "example.com/x v1.0.0-01",
  ])("refuses the requirement %s", (line) => {
    expect(readGoMod(`require ${line}`).faults).toHaveLength(1);
  });

  it("of another module skips what only a later version of Go may know", () => {
    const { mod, faults } = readDependency("module a\nfuture x (\n\ty\n)\nreplace b => ../b\nrequire c v1.0.0\n");
    expect({ faults, requires: mod.requires.length, replaces: mod.replaces }).toEqual({
      faults: [],
      requires: 1,
      replaces: [],
    });
  });
});

describe("reading a go.work", () => {
  it("gives back what was printed, however it was printed", () => {
    fc.assert(
      fc.property(goVersion, fc.array(folder), fc.array(replacement), style, (go, uses, replaces, how) => {
        const used = uses.map((one) => quoted(one, how));
        const replaced = replaces.map((one) => replaceLine({ ...one, line: 0 }, how));
        const lines = [`go ${go}`, ...directive("use", used, how), ...directive("replace", replaced, how)];
        const { mod, faults } = readGoWork(lines.join(how.end));
        expect({ faults, go: mod.go?.text, uses: mod.uses.map(({ text }) => text) }).toEqual({ faults: [], go, uses });
        expect(mod.replaces.map(withoutLine)).toEqual(replaces);
      }),
    );
  });

  it("refuses what belongs into a go.mod", () => {
    expect(readGoWork("module a\nrequire b v1.0.0\n").faults.map(({ line }) => line)).toEqual([1, 2]);
  });
});
