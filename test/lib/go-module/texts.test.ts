import { describe, expect, it } from "@jest/globals";
import { parseConstraint, parsePlusBuild } from "../../../lib/go-module/build-constraint";
import { unquote } from "../../../lib/go-module/quoted";

describe("a Go string", () => {
  it.each([
    ['"a"', "a"],
    ['""', ""],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['"\\x41\\u00e9\\U0001F600\\101\\0611"', "Aé😀A11"],
    ['"\\377"', "ÿ"],
    ['"\\U0010FFFF"', "\u{10FFFF}"],
    ['"\\ud7ff\\ue000"', "\ud7ff\ue000"],
    ["`a\\n\r`", "a\\n"],
    ["``", ""],
  ])("%s is read", (literal, text) => {
    expect(unquote(literal)).toBe(text);
  });

  it.each(['"\\q"', '"\\x4"', '"\\u12"', '"\\400"', '"\\09"', '"\\ud800"', '"\\udfff"', '"\\U00110000"', '"\\\'"'])(
    "is not %s",
    (literal) => expect(unquote(literal)).toBeUndefined(),
  );
});

describe("a condition", () => {
  const holds = (tag: string) => ["a", "b", "é9_.x"].includes(tag);

  it.each([
    ["a", true],
    ["x", false],
    ["!x", true],
    ["a && x", false],
    ["x || a", true],
    ["a || x && x", true],
    ["(a || x) && x", false],
    ["x && x || a", true],
    ["!(x || a)", false],
    ["!x && a", true],
    ["x || x || b", true],
    ["a && b && x", false],
    ["é9_.x", true],
    ["a&&b", true],
  ])("%s holds: %s", (text, expected) => {
    expect(parseConstraint(text)?.(holds)).toBe(expected);
  });

  it.each(["", "a b", "a &", "a & b", "a &&", "|| a", "(a", "a)", "()", "!", "a,b", "a-b", "(a b)", "a !b"])(
    "is not %j",
    (text) => expect(parseConstraint(text)).toBeUndefined(),
  );

  it.each([
    ["// +build a\n\npackage p", true],
    ["//+build a\n\npackage p", true],
    ["//\t+build\ta\n\npackage p", true],
    ["// +build x\n\npackage p", false],
    ["// +build x a\n\npackage p", true],
    ["// +build a,x\n\npackage p", false],
    ["// +build a,!x  \n\npackage p", true],
    ["// +build !a\n\npackage p", false],
    ["// +build a\n// +build x\n\npackage p", false],
    ["\n// A licence.\n\n// +build x\n\n// A comment.\npackage p", false],
    ["// +build x\r\n\r\npackage p", false],
    ["// +build x\n\n", false],
  ])("of the old form %j holds: %s", (source, expected) => {
    expect(parsePlusBuild(source)?.(holds)).toBe(expected);
  });

  it.each([
    "// +build x\npackage p",
    "package p\n\n// +build x\n\n",
    "// +buildx y\n\npackage p",
    "// see +build x\n\npackage p",
    "/* +build x */\n\npackage p",
    "x // +build x\n\npackage p",
    "// +build x",
    "",
  ])("of the old form does not stand in %j", (source) => {
    expect(parsePlusBuild(source)).toBeUndefined();
  });
});
