import { describe, expect, it } from "@jest/globals";
import { readModules, readProgram } from "../../../lib/consistency";

const SAID = `storefront: go1.26.8
\tpath\texample.test/storefront
\tmod\texample.test/storefront\t(devel)\t
\tdep\texample.test/money\t(devel)\t
\tdep\texample.test/rates\tv0.0.0
\t=>\t../rates\t(devel)\t
\t
\tdep\tgithub.com/google/uuid\tv1.6.0\th1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=
\tdep\tgolang.org/x/text\tv0.29.0
\t=>\tgolang.org/x/text\tv0.30.0\th1:yznKA/E9zq54KzlzBEAWn1NXSQ8DIp/NYMy88xJjl4k=
\tdep\tgopkg.in/old\tv1.0.0
\t=>\tgithub.com/new/old\tv1.2.0\th1:x=
\tbuild\t-compiler=gc
\tbuild\tCGO_ENABLED=0
`;

describe("what a program says of its build", () => {
  it("has the version of Go", () => {
    expect(readProgram(SAID).go).toEqual({ value: "go1.26.8" });
  });

  it("has the modules from elsewhere, by what stands in for them, and none of the project", () => {
    expect(readProgram(SAID).modules).toEqual({
      value: new Map([
        ["github.com/google/uuid", "v1.6.0"],
        ["golang.org/x/text", "v0.30.0"],
        ["gopkg.in/old", "github.com/new/old@v1.2.0"],
      ]),
    });
  });

  it.each(["", "storefront: unrecognized file format\n"])("is unknown when it says %j", (said) => {
    const unknown = { unknown: "the program says nothing of its build" };
    expect(readProgram(said)).toEqual({ go: unknown, modules: unknown });
  });

  it("is read the same from what the go command lists, each module as often as it has packages", () => {
    const listed =
      "dep\tgolang.org/x/text\tv0.29.0\n=>\tgolang.org/x/text\tv0.30.0\n\n\ndep\texample.test/rates\tv0.0.0\n=>\t../rates\t\n";
    expect(readModules(listed + listed)).toEqual(new Map([["golang.org/x/text", "v0.30.0"]]));
  });
});
