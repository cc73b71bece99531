import { describe, expect, it } from "@jest/globals";
import { goMod, MAIN } from "./files";
import { said } from "./said";

describe("a line of a go.mod", () => {
  const PLAIN = "a module path and a version such as v1.2.3, of the major version that the path ends in";
  const REPLACE =
    "a module path, a version of it or none, =>, and a folder that begins with ./ or ../ or a module path and a version";
  const KNOWN =
    "a line that begins with module, go, toolchain, godebug, require, exclude, replace, retract, tool, ignore, or a block of them";
  const RETRACT = "a version such as v1.2.3, or two in brackets";
  const PRINTABLE = "printable characters, and quotes that are closed";

  it.each([
    ["module b c", "module b c", "module and one path, once"],
    ["go 1.x", "go 1.x", "go and one version such as 1.26.0, once"],
    ["go 1.25 1.26", "go 1.25 1.26", "go and one version such as 1.26.0, once"],
    ["toolchain 1.25.0", "toolchain 1.25.0", "toolchain and one name such as go1.26.8, once"],
    ["toolchain go1.25.0 x", "toolchain go1.25.0 x", "toolchain and one name such as go1.26.8, once"],
    ["toolchain go2", "toolchain go2", "toolchain and one name such as go1.26.8, once"],
    ["toolchain adefault", "toolchain adefault", "toolchain and one name such as go1.26.8, once"],
    ["toolchain defaults", "toolchain defaults", "toolchain and one name such as go1.26.8, once"],
    ["toolchain xgo1.25", "toolchain xgo1.25", "toolchain and one name such as go1.26.8, once"],
    ["toolchain go19", "toolchain go19", "toolchain and one name such as go1.26.8, once"],
    ["godebug a", "godebug a", "godebug and key=value"],
    ["godebug a=b c=d", "godebug a=b c=d", "godebug and key=value"],
    ["godebug a=b,c", "godebug a=b , c", "godebug and key=value"],
    ["require b", "require b", `require, ${PLAIN}`],
    ["require b v1.0.0 v1.0.0", "require b v1.0.0 v1.0.0", `require, ${PLAIN}`],
    ["exclude b", "exclude b", `exclude, ${PLAIN}`],
    ["replace b => c", "replace b => c", REPLACE],
    ["replace b c", "replace b c", REPLACE],
    ["replace b =>", "replace b =>", REPLACE],
    ["replace b v2.0.0 => ./c", "replace b v2.0.0 => ./c", REPLACE],
    ["replace b x => ./c", "replace b x => ./c", REPLACE],
    ["replace b v1.0.0 x => ./c", "replace b v1.0.0 x => ./c", REPLACE],
    ["replace b/v1 => ./c", "replace b/v1 => ./c", REPLACE],
    ["replace b => ./c x", "replace b => ./c x", REPLACE],
    ["replace b => c v1.0.0 x", "replace b => c v1.0.0 x", REPLACE],
    ["replace b => c x", "replace b => c x", REPLACE],
    ["replace b => .\\c", "replace b => .\\c", REPLACE],
    ["replace b => .c", "replace b => .c", REPLACE],
    ["replace b v1.0.0 c ./d", "replace b v1.0.0 c ./d", REPLACE],
    ["replace 'b' => ./c", "replace 'b' => ./c", REPLACE],
    ["replace b => 'c' v1.0.0", "replace b => 'c' v1.0.0", REPLACE],
    ["replace 'b' => 'c' v1.0.0", "replace 'b' => 'c' v1.0.0", REPLACE],
    ["retract x", "retract x", RETRACT],
    ["retract v1.0.0 v1.1.0", "retract v1.0.0 v1.1.0", RETRACT],
    ["retract [v1.0.0, x]", "retract [ v1.0.0 , x ]", RETRACT],
    ["retract [x, v1.0.0]", "retract [ x , v1.0.0 ]", RETRACT],
    ["retract (v1.0.0, v1.1.0]", "retract ( v1.0.0 , v1.1.0 ]", RETRACT],
    ["retract [v1.0.0, v1.1.0}", "retract [ v1.0.0 , v1.1.0 }", RETRACT],
    ["retract [v1.0.0 - v1.1.0]", "retract [ v1.0.0 - v1.1.0 ]", RETRACT],
    ["retract [v1.0.0, v1.1.0] x", "retract [ v1.0.0 , v1.1.0 ] x", RETRACT],
    ["tool a b", "tool a b", "tool and one package path"],
    ["tool `a`", "tool `a`", "tool and one package path"],
    ["ignore a b", "ignore a b", "ignore and one folder"],
    ['tool a"', 'tool a"', "tool and one package path"],
    ["tool a )", "tool a )", "tool and one package path"],
    ["tool ( a", "tool ( a", "tool and one package path"],
    ["godebug 'a=b", "godebug 'a=b", "godebug and key=value"],
    ["godebug a=b'", "godebug a=b'", "godebug and key=value"],
    ["(", "(", KNOWN],
    ["( )", "( )", KNOWN],
    ["go ( )", "go (", KNOWN],
    ["require x ( )", "require x (", KNOWN],
    ["require x (", "require x (", "a ) that ends the block"],
    ["tool a /* b */", "/* b */", "comments that begin with //"],
    ["tool `ab`", "tool `ab`", "tool and one package path"],
    ["use ./b", "use ./b", KNOWN],
    ["future x", "future x", KNOWN],
    ["go (\n)", "go (", KNOWN],
    ["toolchain (\n)", "toolchain (", KNOWN],
    ["require x (\n)", "require x (", KNOWN],
    ["require (", "require (", "a ) that ends the block"],
    ["require (\n) x", ") x", "nothing after the ) that ends a block"],
    ["/* b */", "/* b */", "comments that begin with //"],
    ['tool "a', '"a', PRINTABLE],
    ["tool `a", "`a", PRINTABLE],
    ["tool a\u0007", "\u0007", PRINTABLE],
  ])("is not %j", (line, got, allowed) => {
    const [problem] = said({ "go.mod": `module a\n${line}\n`, "main.go": MAIN });
    expect(problem).toMatchObject({
      code: "go-directive",
      field: "",
      got: JSON.stringify(got),
      allowed,
      fix: "correct the line, or let go mod edit and go work edit write it",
    });
  });

  it.each([
    "toolchain default",
    "toolchain go1",
    "toolchain go1.25.0",
    "godebug a=",
    "godebug (\n\ta=b\n)",
    "exclude b v1.0.0",
    "exclude (\n)",
    'tool "a"',
    "tool (\n\ta\n)",
    "tool \t  a \t",
    "ignore ./a",
    "retract [v1.0.0, v1.1.0]",
    "replace b => ../c\nreplace c => ..",
    "replace b => C:c",
    "replace b v1.0.0 => /c",
    "// go 1.x",
  ])("may be %j", (line) => {
    expect(said({ "go.mod": `module a\n${line}\n`, "main.go": MAIN })).toEqual([]);
  });

  it("of a go.work is another one", () => {
    expect(said({ "go.work": "use ./a b\nmodule a\n", "a/go.mod": goMod("a"), "a/main.go": MAIN }, "a")).toMatchObject([
      { path: "go.work:1", got: '"use ./a b"', allowed: "use and one folder" },
      {
        path: "go.work:2",
        got: '"module a"',
        allowed: "a line that begins with go, toolchain, godebug, use, replace, or a block of them",
      },
      { code: "go-work" },
    ]);
  });
});
