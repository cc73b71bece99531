import { describe, expect, it } from "@jest/globals";
import { ImageRef } from "../../../lib/image-ref";
import { govulncheckCommand, readGovulncheck } from "../../../lib/trust/govulncheck";
import { grypeCommand, readGrype } from "../../../lib/trust/grype";
import { readTrivy, trivyCommand } from "../../../lib/trust/trivy";
import { codes } from "./refusal";

const REFERENCE = `registry.example.test/shop/storefront@sha256:${"a".repeat(64)}`;
const image = ImageRef.pinned(REFERENCE);
const tagged = ImageRef.tagged("registry.example.test/shop/storefront:v1");

// Written by hand in the scanners' forms; reports of the scanners' own tests are read in test/real/images/gate.test.ts.
const TRIVY_ROW = {
  VulnerabilityID: "CVE-2022-23628",
  PkgName: "github.com/open-policy-agent/opa",
  InstalledVersion: "v0.35.0",
  FixedVersion: "0.37.0",
  Severity: "MEDIUM",
};
const GRYPE_MATCH = {
  vulnerability: { id: "GHSA-ppp9-7jff-5vj2", severity: "High", fix: { versions: ["0.3.7"], state: "fixed" } },
  relatedVulnerabilities: [{ id: "CVE-2021-38561" }],
  artifact: { name: "golang.org/x/text", version: "v0.3.5" },
};
const CONFIG = { config: { protocol_version: "v1.0.0", scanner_name: "govulncheck" } };
const OSV = { osv: { id: "GO-2021-0113", aliases: ["CVE-2021-38561"] } };
const MODULE = { module: "golang.org/x/text", version: "v0.3.5" };
const PACKAGE = { ...MODULE, package: "golang.org/x/text/language" };
const MAIN = { module: "example.test/shop", package: "example.test/shop", function: "main" };
const CALL = [
  { ...PACKAGE, function: "Parse", position: { filename: "language/parse.go", line: 33 } },
  { ...MAIN, position: { filename: "main.go", line: 11 } },
];

function trivy(...rows: readonly object[]): string {
  return JSON.stringify({ SchemaVersion: 2, Results: [{ Target: "storefront", Vulnerabilities: rows }] });
}

function grype(match: object): string {
  return JSON.stringify({ matches: [{ ...GRYPE_MATCH, ...match }] });
}

/** As govulncheck prints it: one indented document after the other. */
function govulncheck(...messages: readonly object[]): string {
  return messages.map((message) => `${JSON.stringify(message, null, 2)}\n`).join("");
}

function finding(trace: readonly object[]): object {
  return { finding: { osv: "GO-2021-0113", fixed_version: "v0.3.7", trace } };
}

describe("a report of Trivy", () => {
  it("names package, versions and severity", () => {
    expect(readTrivy(trivy(TRIVY_ROW))).toEqual([
      {
        id: "CVE-2022-23628",
        aliases: [],
        package: "github.com/open-policy-agent/opa",
        version: "v0.35.0",
        fixed: "0.37.0",
        weight: "MEDIUM",
      },
    ]);
  });

  it("may know of no version without the vulnerability", () => {
    expect(readTrivy(trivy({ ...TRIVY_ROW, FixedVersion: undefined }))[0]).not.toHaveProperty("fixed");
  });

  it.each(['{"SchemaVersion":2}', '{"SchemaVersion":2,"Results":[{"Target":"go.mod"}]}'])(
    "may be empty: %s",
    (text) => {
      expect(readTrivy(text)).toEqual([]);
    },
  );

  it.each(["", "null", "[]", "{}", '{"SchemaVersion":1}', trivy(TRIVY_ROW).slice(0, -1)])("is not %s", (text) => {
    expect(codes(() => readTrivy(text))).toEqual(["scan-report"]);
  });

  it("refuses a severity that nobody has ranked", () => {
    expect(codes(() => readTrivy(trivy({ ...TRIVY_ROW, Severity: "SEVERE" })))).toEqual(["scan-severity"]);
  });

  it("is asked for by digest, and with everything in it", () => {
    const { program, args } = trivyCommand(image, "report.json");
    expect([program, args[0], args.at(-1)]).toEqual(["trivy", "image", REFERENCE]);
    expect(args).not.toContain("--severity");
  });
});

describe("a report of Grype", () => {
  it("names package, versions, severity and other names", () => {
    expect(readGrype(grype({}))).toEqual([
      {
        id: "GHSA-ppp9-7jff-5vj2",
        aliases: ["CVE-2021-38561"],
        package: "golang.org/x/text",
        version: "v0.3.5",
        fixed: "0.3.7",
        weight: "HIGH",
      },
    ]);
  });

  it.each([
    ["Critical", "CRITICAL"],
    ["Negligible", "LOW"],
    ["Unknown", "UNKNOWN"],
    [undefined, "UNKNOWN"],
  ])("ranks %s as %s", (severity, weight) => {
    expect(readGrype(grype({ vulnerability: { id: "CVE-1", severity } }))[0]?.weight).toBe(weight);
  });

  it("may be empty", () => {
    expect(readGrype('{"matches":[]}')).toEqual([]);
  });

  it.each(["", "null", "{}", '{"matches":null}', '{"matches":{}}'])("is not %s", (text) => {
    expect(codes(() => readGrype(text))).toEqual(["scan-report"]);
  });

  it("is asked for by digest, from the registry", () => {
    const { program, args } = grypeCommand(image, "report.json");
    expect([program, args[0]]).toEqual(["grype", `registry:${REFERENCE}`]);
  });
});

describe("what govulncheck prints", () => {
  it("says where the program calls what is wrong", () => {
    expect(readGovulncheck(govulncheck(CONFIG, OSV, finding(CALL)))).toEqual([
      {
        id: "GO-2021-0113",
        aliases: ["CVE-2021-38561"],
        package: "golang.org/x/text/language",
        version: "v0.3.5",
        fixed: "v0.3.7",
        weight: "called",
        caller: "main.go:11",
      },
    ]);
  });

  it.each([
    ["required", [MODULE]],
    ["imported", [PACKAGE]],
    ["called", CALL],
  ])("tells what is %s", (weight, trace) => {
    expect(readGovulncheck(govulncheck(CONFIG, finding(trace)))[0]?.weight).toBe(weight);
  });

  it("counts a vulnerability once, at the nearest, in any order", () => {
    const all = [finding([MODULE]), finding(CALL), finding([PACKAGE])];
    expect(readGovulncheck(govulncheck(CONFIG, ...all)).map(({ weight }) => weight)).toEqual(["called"]);
  });

  it("keeps the same vulnerability of two modules apart", () => {
    const other = { module: "golang.org/x/text/v2", version: "v2.0.0" };
    expect(readGovulncheck(govulncheck(CONFIG, finding([MODULE]), finding([other])))).toHaveLength(2);
  });

  it("may be one document a line", () => {
    const lines = [CONFIG, finding([MODULE])].map((message) => JSON.stringify(message)).join("\n");
    expect(readGovulncheck(lines)).toHaveLength(1);
  });

  it("may hold no vulnerability", () => {
    expect(readGovulncheck(govulncheck(CONFIG, { progress: { message: "}\n{" } }))).toEqual([]);
  });

  it.each(["", "[]", "{}", govulncheck(OSV), govulncheck(CONFIG, finding(CALL)).slice(0, -3)])("is not %j", (text) => {
    expect(codes(() => readGovulncheck(text))).toEqual(["scan-report"]);
  });

  it.each([
    [{ folder: "svc" }, ["-C", "svc", "-format", "json", "./..."]],
    [{ folder: "svc", database: "file:///db" }, ["-C", "svc", "-db", "file:///db", "-format", "json", "./..."]],
  ])("is asked for with %j", (options, args) => {
    expect(govulncheckCommand(options)).toEqual({ program: "govulncheck", args });
  });
});

describe("a scan", () => {
  it.each([
    ["Trivy", () => trivyCommand(tagged, "report.json")],
    ["Grype", () => grypeCommand(tagged, "report.json")],
  ])("by %s is refused for what has a tag only", (_, command) => {
    expect(codes(command)).toEqual(["image-without-digest"]);
  });
});
