import { describe, expect, it } from "@jest/globals";
import { matchesPrefix, nameGlob } from "../../../lib/go-module/glob";
import { hintsIn } from "../../../lib/go-module/hints";
import {
  isEmbeddable,
  isModulePath,
  isPlainFolder,
  isProgramName,
  programName,
} from "../../../lib/go-module/path-grammar";
import { membership } from "../../../lib/go-module/platform";

describe("names", () => {
  it.each([
    ["a", true],
    ["example.com/a-b_c~d+e/F9", true],
    ["_a", true],
    ["a/con.x", false],
    ["a/CON", false],
    ["a/com1", false],
    ["a/lpt9.go", false],
    ["a/com0", true],
    ["a/com11", true],
    ["a/xcon", true],
    ["a/cons", true],
    ["a/b~1", false],
    ["a/b~12", false],
    ["a/b~1c", true],
    ["a/b~", true],
    ["a/b~1.x", false],
    ["a//b", false],
    ["", false],
    ["a/é", false],
    ["a.", false],
    ["a..b", false],
    ["ab..c", false],
    ["a/-b", false],
    ["a@b", false],
  ])("of modules: %s: %s", (path, isOne) => {
    expect(isModulePath(path)).toBe(isOne);
  });

  it.each([
    [".", true, false],
    ["a", true, true],
    ["_a", true, true],
    [".a", true, false],
    ["a+b@c~d.e-f", true, true],
    ["-a", false, false],
    ["+a", false, false],
    ["a b", false, false],
    ["a$", false, false],
    ["", false, false],
    ["a..b", true, false],
    ["é", false, false],
  ])("of folders and programs: %j: %s, %s", (name, isFolder, isProgram) => {
    expect([isPlainFolder(name), isProgramName(name)]).toEqual([isFolder, isProgram]);
  });

  it("of folders hold in every part", () => {
    expect(["a/b.c/d", "a/b c", "a b/c"].map(isPlainFolder)).toEqual([true, false, false]);
  });

  it.each(["a.txt", "é ü.txt", "a!#$%&()+,=@[]^{}~-_b", ".hidden", "gitx", "console.txt"])(
    "of files that are embedded: %s",
    (name) => expect(isEmbeddable(name)).toBe(true),
  );

  it.each(["a:b", "a*b", "a?", "a'b", 'a"b', "a|b", "a<b", "a\\b", "a\nb", "a.", "con.txt", "NUL", "", "`"])(
    "of files that are not embedded: %j",
    (name) => expect(isEmbeddable(name)).toBe(false),
  );

  it.each([".git", ".hg", ".svn", ".bzr"])("of version control are not embedded: %s", (name) => {
    expect(isEmbeddable(name)).toBe(false);
  });

  it.each([
    ["example.com/shop", "shop"],
    ["example.com/shop/v2", "shop"],
    ["example.com/shop/v10", "shop"],
    ["example.com/shop/v100", "shop"],
    ["example.com/shop/v1", "v1"],
    ["example.com/shop/v02", "v02"],
    ["example.com/shop/v2x", "v2x"],
    ["example.com/shop/xv2", "xv2"],
    ["v2", "v2"],
  ])("of the program of %s is %s", (path, name) => {
    expect(programName(path)).toBe(name);
  });
});

describe("patterns of names", () => {
  it.each([
    ["a.b", "a.b", true],
    ["a.b", "axb", false],
    ["*", "", true],
    ["a*c", "abbc", true],
    ["a*c", "abbcd", false],
    ["a*", "xa", false],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["?", "😀", true],
    ["[ab]", "b", true],
    ["[ab]", "c", false],
    ["[^ab]", "c", true],
    ["[^ab]", "a", false],
    ["[a-c]x", "bx", true],
    ["[a-c]", "d", false],
    ["[c-a]", "b", false],
    ["[^c-a]", "b", true],
    ["[\\]]", "]", true],
    ["[\\a-\\c]", "b", true],
    ["[a-cx]", "x", true],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["[+-/]", ".", true],
    ["$", "$", true],
    ["a]", "a]", true],
  ])("%s matches %s: %s", (pattern, name, matches) => {
    expect(nameGlob(pattern)?.test(name)).toBe(matches);
  });

  it.each(["[", "[]", "[^]", "a[b", "[a-]", "[-a]", "\\", "[a\\", "[]a]", "[a-b-c]"])("is not %s", (pattern) => {
    expect(nameGlob(pattern)).toBeUndefined();
  });

  it.each([
    ["a.test", "a.test/b", true],
    ["a.test/", "a.test/b", true],
    ["a.test/b", "a.test", false],
    ["a.test/*", "a.test/b/c", true],
    ["*", "a.test", true],
    ["*/*", "a.test", false],
    ["a", "a.test", false],
    ["[/b", "[/b", false],
  ])("%s is the beginning of %s: %s", (pattern, path, matches) => {
    expect(matchesPrefix(pattern, path)).toBe(matches);
  });
});

describe("the name of a file", () => {
  const SYSTEMS = "aix android darwin dragonfly freebsd hurd illumos ios js nacl netbsd openbsd plan9 solaris wasip1";
  const PROCESSORS =
    "386 amd64p32 armbe arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 riscv s390 sparc sparc64 wasm";

  it.each(`${SYSTEMS} windows zos ${PROCESSORS} windows_amd64 linux_386 js_wasm`.split(" "))(
    "leaves it out of our builds: a_%s.go",
    (end) => {
      expect(membership(`a_${end}.go`, undefined)).toEqual({ withCgo: false, withoutCgo: false });
    },
  );

  it.each("linux amd64 arm arm64 ppc64le riscv64 s390x linux_arm windows_x x_amd64 windows_linux windowsx".split(" "))(
    "leaves it in our builds: a_%s.go",
    (end) => {
      expect(membership(`a_${end}.go`, undefined)).toEqual({ withCgo: true, withoutCgo: true });
    },
  );

  it.each(["windows.go", "windows_test.go", "a_test.go", "a.windows.go", "a_linux_test.go"])(
    "says nothing else: %s",
    (name) => {
      expect(membership(name, undefined)).toEqual({ withCgo: true, withoutCgo: true });
    },
  );

  it.each([
    ["gc", true],
    ["unix", true],
    ["linux", true],
    ["arm", true],
    ["go1.26", true],
    ["go1.27", false],
    ["go1.x", false],
    ["xgo1.1", false],
    ["go1.1x", false],
    ["gccgo", false],
    ["ignore", false],
  ])("and the tag %s: %s", (tag, isBuilt) => {
    expect(membership("a.go", (holds) => holds(tag)).withoutCgo).toBe(isBuilt);
  });
});

describe("what a text looks like", () => {
  const hints = (text: string) => hintsIn([{ text, line: 7 }], "main.go");
  const found = (value: unknown) => [{ value, file: "main.go", line: 7 }];

  it.each([
    [":1", 1],
    [":65535", 65_535],
    ["0.0.0.0:80", 80],
    ["[::]:8080", 8080],
  ])("%s is a port", (text, port) => expect(hints(text)).toEqual({ ports: found(port), health: [], metrics: [] }));

  it.each([":0", ":65536", ":123456", ":80x", "x:80", "10.0.0.0:80", "0x0.0.0:80", "80"])("%s is none", (text) => {
    expect(hints(text).ports).toEqual([]);
  });

  it.each(
    "health healthz health-check healthcheck live livez liveness ready readyz readiness startup startupz ping HEALTHZ".split(
      " ",
    ),
  )("/%s is for probes, after a method too", (word) => {
    expect(hints(`/${word}`)).toEqual({ ports: [], health: found(`/${word}`), metrics: [] });
    expect(hints(`GET /v1/${word}`).health).toEqual(found(`/v1/${word}`));
  });

  it.each(["/healthy", "/healthz/x", "/xhealth", "health", "get /healthz", "GET  /healthz", "/a b/healthz", "/é/live"])(
    "%s is not for probes",
    (text) => expect(hints(text).health).toEqual([]),
  );

  it.each([
    ["/metrics", true],
    ["/a-b.c_d/metrics", true],
    ["/metrics/x", false],
    ["/xmetrics", false],
    ["/Metrics", false],
    ["GET /metrics x", false],
  ])("%s is for metrics: %s", (text, isOne) => expect(hints(text).metrics.length > 0).toBe(isOne));
});
