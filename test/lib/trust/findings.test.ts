import { describe, expect, it } from "@jest/globals";
import { ImageRef } from "../../../lib/image-ref";
import { attestCommands, signCommands } from "../../../lib/trust/cosign";
import { readGovulncheck } from "../../../lib/trust/govulncheck";
import { grypeCommand, readGrype } from "../../../lib/trust/grype";
import { indexManifests } from "../../../lib/trust/index-manifests";
import { judge } from "../../../lib/trust/judge";
import { scanGate } from "../../../lib/trust/scan-gate";
import { readTrivy, trivyCommand } from "../../../lib/trust/trivy";
import type { Vulnerability } from "../../../lib/trust/vulnerability";
import { keyless, kms, unloggedKms } from "./signers";

const REFERENCE = `registry.example.test/shop/storefront@sha256:${"a".repeat(64)}`;
const image = ImageRef.pinned(REFERENCE);

describe("a scanner writes down everything", () => {
  it("Trivy: of vulnerabilities only, and it does not judge", () => {
    const what = ["--scanners", "vuln", "--format", "json", "--output", "report.json", "--exit-code", "0"];
    expect(trivyCommand(image, "report.json")).toEqual({ program: "trivy", args: ["image", ...what, REFERENCE] });
  });

  it("Grype", () => {
    expect(grypeCommand(image, "report.json")).toEqual({
      program: "grype",
      args: [`registry:${REFERENCE}`, "--output", "json", "--file", "report.json"],
    });
  });
});

describe("an image without a log entry", () => {
  it("is signed with a configuration that is made before", () => {
    const { args: configure } = signCommands(unloggedKms, image)[0]!;
    const file = configure.at(-1)!;
    expect(file).toMatch(/^[\w-]+\.json$/);
    expect(attestCommands(unloggedKms, image, { type: "vuln", file: "report.json" })[0]?.args).toEqual(configure);
  });

  it.each([keyless, kms])("is one command otherwise", (signer) => {
    expect(signCommands(signer, image)).toHaveLength(1);
  });
});

describe("what Grype knows of a vulnerability", () => {
  const artifact = { name: "golang.org/x/text", version: "v0.3.5" };
  const read = (vulnerability: object, more: object = {}) =>
    readGrype(JSON.stringify({ matches: [{ vulnerability: { id: "GHSA-1", ...vulnerability }, artifact, ...more }] }));

  it("is all the versions without it", () => {
    expect(read({ fix: { versions: ["0.3.7", "0.4.0"] } })).toMatchObject([{ fixed: "0.3.7, 0.4.0" }]);
  });

  it.each([{ fix: {} }, { fix: { versions: [] } }, {}])("may be no version without it: %j", (vulnerability) => {
    expect(read(vulnerability)[0]).toStrictEqual({
      id: "GHSA-1",
      aliases: [],
      package: "golang.org/x/text",
      version: "v0.3.5",
      weight: "UNKNOWN",
    });
  });

  it("are its other names, without the one that it has", () => {
    const relatedVulnerabilities = [{ id: "GHSA-1" }, { id: "CVE-1" }];
    expect(read({}, { relatedVulnerabilities })).toMatchObject([{ aliases: ["CVE-1"] }]);
  });
});

describe("what Trivy leaves out", () => {
  it.each([{}, { Results: [] }, { Results: [{}, {}] }])("is nothing that was found: %j", (report) => {
    expect(readTrivy(JSON.stringify({ SchemaVersion: 2, ...report }))).toEqual([]);
  });
});

describe("what govulncheck knows of a vulnerability", () => {
  const TEXT = { module: "golang.org/x/text", version: "v0.3.5" };
  const imported = { ...TEXT, package: "golang.org/x/text/language" };
  const wrong = { ...imported, function: "Parse" };
  const caller = { module: "example.test/shop", function: "main", position: { filename: "main.go", line: 11 } };

  function read(...traces: readonly (readonly object[])[]): readonly Vulnerability[] {
    const findings = traces.map((trace) => ({ finding: { osv: "GO-1", trace } }));
    return readGovulncheck(
      [{ config: { protocol_version: "v1.0.0" } }, ...findings].map((one) => JSON.stringify(one)).join("\n"),
    );
  }

  it("has no other names and no version without it where none are told", () => {
    expect(read([TEXT])).toStrictEqual([
      { id: "GO-1", aliases: [], package: "golang.org/x/text", version: "v0.3.5", weight: "required" },
    ]);
  });

  it("has no other names where its own entry tells none", () => {
    const messages = [
      { config: { protocol_version: "v1.0.0" } },
      { osv: { id: "GO-1" } },
      { finding: { osv: "GO-1", trace: [TEXT] } },
    ];
    expect(readGovulncheck(messages.map((one) => JSON.stringify(one)).join("\n"))).toMatchObject([{ aliases: [] }]);
  });

  it("is kept where it comes without a trace", () => {
    expect(read([], [])).toEqual([{ id: "GO-1", aliases: [], package: "", version: "", weight: "required" }]);
    expect(read([], [{ module: "" }])).toHaveLength(1);
  });

  it.each([
    ["imported", [[TEXT], [imported]]],
    ["imported", [[imported], [TEXT]]],
    ["called", [[imported], [wrong, caller]]],
    ["called", [[wrong, caller], [imported]]],
    ["called", [[TEXT], [wrong, caller], [TEXT]]],
  ])("is %s at the nearest, in any order", (weight, traces) => {
    expect(read(...traces)).toMatchObject([{ weight }]);
  });

  it("is the first of those that are as near", () => {
    const other = { ...caller, position: { filename: "other.go", line: 3 } };
    expect(read([wrong, caller], [wrong, other])).toMatchObject([{ caller: "main.go:11" }]);
  });

  it.each([
    ["the program does not call it", [imported, { ...caller }]],
    ["nobody knows where", [wrong, { module: "example.test/shop", function: "main" }]],
    ["the file is not known", [wrong, { ...caller, position: { line: 3 } }]],
  ])("has no caller where %s", (_, trace) => {
    expect(read(trace)[0]).not.toHaveProperty("caller");
  });

  it("is called from the first line of a file where no line is told", () => {
    expect(read([wrong, { ...caller, position: { filename: "main.go" } }])).toMatchObject([{ caller: "main.go:1" }]);
  });

  it("is called by what is wrong itself where the trace goes no further", () => {
    expect(read([{ ...wrong, position: { filename: "parse.go", line: 33 } }])).toMatchObject([
      { caller: "parse.go:33" },
    ]);
  });
});

describe("an attestation that names no image", () => {
  it("is kept apart", () => {
    const entry = { digest: "sha256:1", annotations: { "vnd.docker.reference.type": "attestation-manifest" } };
    expect(indexManifests([entry])).toEqual({ images: {}, attested: { "": entry } });
  });
});

describe("a release is stopped with words", () => {
  const FOUND: Vulnerability = {
    id: "CVE-1",
    aliases: [],
    package: "golang.org/x/text",
    version: "v0.3.5",
    fixed: "v0.3.7",
    weight: "HIGH",
  };
  const place = { path: "golang.org/x/text", field: "v0.3.5", code: "vulnerability" };
  const stopped = (found: Partial<Vulnerability>) => judge([{ ...FOUND, ...found }], scanGate(), "2026-11-21").stopped;

  it("about a severity that stops it", () => {
    expect(stopped({})).toEqual([
      { ...place, got: "CVE-1 (HIGH)", allowed: "none of HIGH, CRITICAL", fix: "raise it to v0.3.7" },
    ]);
  });

  it("about what the program calls, wherever", () => {
    expect(stopped({ weight: "called" })).toEqual([
      { ...place, got: "CVE-1 (called)", allowed: "none that the program calls", fix: "raise it to v0.3.7" },
    ]);
  });

  it("about what no version is without", () => {
    expect(stopped({ fixed: "" })).toMatchObject([
      { fix: "no version is without it yet: do without the package, or ignore it until a day, with a reason" },
    ]);
  });

  it("about an entry whose day is over", () => {
    const gate = scanGate({ ignore: [{ id: "CVE-1", until: "2026-11-20", reason: "not reachable" }] });
    expect(judge([], gate, "2026-11-21").stopped).toEqual([
      {
        path: "ignore",
        field: "CVE-1",
        code: "ignore-expired",
        got: "ignored until 2026-11-20: not reachable",
        allowed: "a day that is not over: today is 2026-11-21",
        fix: "raise the package and remove the entry, or look again and set another day",
      },
    ]);
  });
});
