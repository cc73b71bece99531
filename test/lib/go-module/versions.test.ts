import { describe, expect, it } from "@jest/globals";
import { compareGo, isGoVersion, minorOf, newerGo } from "../../../lib/go-module/go-version";
import { canonicalVersion, fitsPath, hasSoundMajor } from "../../../lib/go-module/module-version";

describe("a version of Go", () => {
  it.each(["1.0", "1.26", "1.26.0", "1.26.10", "1.27rc1", "1.27beta12", "10.0", "1.21.1rc1"])("is %s", (text) => {
    expect(isGoVersion(text)).toBe(true);
  });

  it.each(["", "1", "01.2", "0.9", "1.02", "1.2.03", "1.2.", "v1.2", "1.2rc", "1.2.3.4", "1.2-rc1", " 1.2", "1.2 "])(
    "is not %j",
    (text) => {
      expect(isGoVersion(text)).toBe(false);
    },
  );

  it.each([
    ["1.9", "1.10"],
    ["1.20rc1", "1.20"],
    ["1.20", "1.20.1"],
    ["1.21", "1.21rc1"],
    ["1.21rc1", "1.21.0"],
    ["1.22beta1", "1.22rc1"],
    ["1.22alpha1", "1.22beta1"],
    ["1.22rc2", "1.22rc10"],
    ["1.26.9", "1.26.10"],
    ["1.99", "2.0"],
    ["none", "1.0"],
  ])("%s is older than %s", (older, newer) => {
    expect([compareGo(older, newer), compareGo(newer, older), compareGo(newer, newer)]).toEqual([-1, 1, 0]);
    expect([newerGo(older, newer), newerGo(newer, older)]).toEqual([newer, newer]);
  });

  it("before 1.21 is its own first release", () => {
    expect(compareGo("1.20", "1.20.0")).toBe(0);
    expect(compareGo("1.21", "1.21.0")).toBe(-1);
  });

  it.each([
    ["1.26.8", 26],
    ["1.9", 9],
    ["none", 0],
  ])("%s is of the release 1.N: %i", (version, minor) => {
    expect(minorOf(version)).toBe(minor);
  });
});

describe("a version of a module", () => {
  it.each([
    ["v0", "v0.0.0"],
    ["v1.2.3", "v1.2.3"],
    ["v10.20.30", "v10.20.30"],
    ["v1.2.3-rc.1", "v1.2.3-rc.1"],
    ["v1.2.3-0a.x-y", "v1.2.3-0a.x-y"],
    ["v1.2.3-a+b.c-d", "v1.2.3-a"],
    ["v3.0.0+incompatible", "v3.0.0+incompatible"],
    ["v3.0.0+incompatible.1", "v3.0.0"],
    ["v0.0.0-20210101000000-abcdefabcdef", "v0.0.0-20210101000000-abcdefabcdef"],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalVersion(text)).toBe(canonical);
  });

  it.each([
    "",
    "1.2.3",
    "v",
    "v01",
    "v1.02",
    "v1.2.03",
    "v1-a",
    "v1.2-a",
    "v1.2+a",
    "v1.2.3-",
    "v1.2.3+",
    "v1.2.3-01",
    "v1.2.3-a..b",
    "v1.2.3-a.01",
    "v1.2.3+a..b",
    "v1.2.3-a_b",
    "xv1.2.3",
    "v1.2.3 ",
    "v1.2.3.4",
  ])("is not %j", (text) => {
    expect(canonicalVersion(text)).toBeUndefined();
  });

  it.each([
    ["v0.1.0", "a/b", true],
    ["v1.0.0", "a/b", true],
    ["v2.0.0", "a/b", false],
    ["v10.0.0", "a/b", false],
    ["v2.0.0+incompatible", "a/b", true],
    ["v2.1.0", "a/v2", true],
    ["v20.1.0", "a/v2", false],
    ["v10.1.0", "a/v10", true],
    ["v1.0.0", "a/v2", false],
    ["v1.0.0", "a/v1", false],
    ["v1.0.0", "a/v0", false],
    ["v2.0.0", "a/v02", false],
    ["v2.0.0", "a/v2.1", false],
    ["v1.0.0", "a/v2/b", true],
    ["v1.0.0", "a/v2x", true],
    ["v1.0.0", "v2", true],
    ["v1.0.0", "gopkg.in/a.v1", true],
    ["v0.5.0", "gopkg.in/a.v0", true],
    ["v12.5.0", "gopkg.in/a.v12", true],
    ["v2.0.0", "gopkg.in/a.v2-unstable", true],
    ["v2.0.0", "gopkg.in/a.v02", false],
    ["v2.0.0", "gopkg.in/a.v2x", false],
    ["v0.0.0-20210101000000-abcdefabcdef", "gopkg.in/a.v1", true],
    ["v0.0.0-20210101000000-abcdefabcdef", "gopkg.in/a.v2", false],
    ["v0.0.1-20210101000000-abcdefabcdef", "gopkg.in/a.v1", false],
    ["v1.0.0", "example.com/gopkg.in/a.v2", true],
  ])("%s fits %s: %s", (version, path, fits) => {
    expect(fitsPath(version, path)).toBe(fits);
  });

  it.each([
    ["a", true],
    ["a/v2", true],
    ["a/v1", false],
    ["gopkg.in/a", false],
    ["gopkg.in/a.v3", true],
  ])("may be none of %s, which is a path: %s", (path, isSound) => {
    expect(hasSoundMajor(path)).toBe(isSound);
  });
});
