import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { judge } from "../../../lib/trust/judge";
import { scanGate } from "../../../lib/trust/scan-gate";
import { SEVERITIES } from "../../../lib/trust/severity";
import type { Vulnerability } from "../../../lib/trust/vulnerability";

const TODAY = "2026-11-21";
const FOUND: Vulnerability = {
  id: "CVE-2021-38561",
  aliases: ["GO-2021-0113"],
  package: "golang.org/x/text/language",
  version: "v0.3.5",
  fixed: "v0.3.7",
  weight: "HIGH",
};

function ignoring(id: string, until: string) {
  return scanGate({ ignore: [{ id, until, reason: "not reachable" }] });
}

describe("the verdict", () => {
  it.each([
    ["CRITICAL", true],
    ["HIGH", true],
    ["MEDIUM", false],
    ["LOW", false],
    ["UNKNOWN", false],
    ["called", true],
    ["imported", false],
    ["required", false],
  ] as const)("of something %s: it stops the release is %s", (weight, stops) => {
    expect(judge([{ ...FOUND, weight }], scanGate(), TODAY).stopped.length > 0).toBe(stops);
  });

  it("follows the severities of the gate", () => {
    const gate = scanGate({ severities: ["LOW"] });
    const found = SEVERITIES.map((weight) => ({ ...FOUND, weight }));
    expect(judge(found, gate, TODAY).told.map(({ weight }) => weight)).toEqual([
      "UNKNOWN",
      "MEDIUM",
      "HIGH",
      "CRITICAL",
    ]);
  });

  it.each(["CVE-2021-38561", "GO-2021-0113"])("lets pass what is ignored as %s", (id) => {
    const verdict = judge([FOUND], ignoring(id, "2027-01-31"), TODAY);
    expect(verdict).toEqual({ stopped: [], ignored: [FOUND], told: [] });
  });

  it("lets pass what is ignored until today", () => {
    expect(judge([FOUND], ignoring(FOUND.id, TODAY), TODAY).stopped).toEqual([]);
  });

  it("stops at what was ignored until yesterday, and at the entry", () => {
    const { stopped } = judge([FOUND], ignoring(FOUND.id, "2026-11-20"), TODAY);
    expect(stopped.map(({ code }) => code)).toEqual(["vulnerability", "ignore-expired"]);
  });

  it("stops at an entry whose day is over though nothing is found", () => {
    const { stopped } = judge([], ignoring(FOUND.id, "2026-11-20"), TODAY);
    expect(stopped.map(({ code, field }) => [code, field])).toEqual([["ignore-expired", FOUND.id]]);
  });

  it("ignores nothing else", () => {
    expect(judge([FOUND], ignoring("CVE-2021-3856", "2027-01-31"), TODAY).stopped).toHaveLength(1);
  });

  it("names the vulnerability, where it is, and the version without it", () => {
    const [problem] = judge([{ ...FOUND, weight: "called", caller: "main.go:9" }], scanGate(), TODAY).stopped;
    expect(problem).toMatchObject({
      path: "golang.org/x/text/language",
      field: "v0.3.5",
      got: "CVE-2021-38561, GO-2021-0113 (called at main.go:9)",
      fix: "raise it to v0.3.7",
    });
  });

  it("says what to do where no version is without it", () => {
    const [problem] = judge([{ ...FOUND, fixed: "" }], scanGate(), TODAY).stopped;
    expect(problem?.fix).toMatch(/ignore it until a day, with a reason/);
  });

  it("loses nothing: what is found stops, is ignored or is told", () => {
    const weights = fc.constantFrom(...SEVERITIES, "called" as const, "imported" as const, "required" as const);
    const some = fc.array(fc.record({ id: fc.constantFrom("CVE-1", "CVE-2", "CVE-3"), weight: weights }));
    fc.assert(
      fc.property(some, (rows) => {
        const found = rows.map((row) => ({ ...FOUND, aliases: [], ...row }));
        const { stopped, ignored, told } = judge(found, ignoring("CVE-2", "2027-01-31"), TODAY);
        expect(stopped.length + ignored.length + told.length).toBe(found.length);
      }),
    );
  });
});
