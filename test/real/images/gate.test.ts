import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Command } from "../../../lib/trust/command";
import { govulncheckCommand, readGovulncheck } from "../../../lib/trust/govulncheck";
import { readGrype } from "../../../lib/trust/grype";
import { judge, type Verdict } from "../../../lib/trust/judge";
import { scanGate, type ScanGateProps } from "../../../lib/trust/scan-gate";
import { readTrivy } from "../../../lib/trust/trivy";
import { GO_ENVIRONMENT, toolFile, toolFiles, toolProgram } from "../tools/cache";
import { output } from "./plane/command";

/*
 * Real: govulncheck, the Go toolchain, published versions of golang.org/x/text, and the entries of the Go vulnerability database that govulncheck's
 * own tests carry. Not run: Trivy and Grype, whose databases can't be had as modules; the reports are those of their own tests.
 */
const TODAY = "2026-11-21";
const VULNERABLE = "v0.3.5";
const REPAIRED = "v0.3.7";
const CALLS = 'import "golang.org/x/text/language"\n\nfunc main() { println(language.Parse("de")) }';
const IMPORTS = 'import "golang.org/x/text/language"\n\nfunc main() { println(language.German.IsRoot()) }';
const REQUIRES = 'import "golang.org/x/text/width"\n\nfunc main() { println(width.LookupRune(97).Kind()) }';

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "gantry-gate-"));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A program that is a main function and a version of golang.org/x/text. */
async function program(name: string, main: string, version: string): Promise<string> {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "go.mod"), `module example.test/${name}\n\ngo 1.24\n`);
  writeFileSync(join(folder, "main.go"), `package main\n\n${main}\n`);
  await output("go", ["get", `golang.org/x/text@${version}`], { cwd: folder, env: GO_ENVIRONMENT });
  return folder;
}

function execute({ args }: Command): Promise<string> {
  return output(toolProgram("govulncheck"), args, { env: GO_ENVIRONMENT });
}

async function gateOf(folder: string, props?: ScanGateProps): Promise<Verdict> {
  const database = pathToFileURL(toolFile("govulncheck", "")).href;
  return judge(readGovulncheck(await execute(govulncheckCommand({ folder, database }))), scanGate(props), TODAY);
}

function idsOf(found: Verdict["told"]): readonly string[] {
  return found.map(({ id }) => id).sort();
}

describe("the gate on a Go program", () => {
  it("stops a program that calls what is wrong, and says where", async () => {
    const { stopped } = await gateOf(await program("calls", CALLS, VULNERABLE));
    expect(stopped).toEqual([
      expect.objectContaining({
        path: "golang.org/x/text/language",
        field: VULNERABLE,
        got: expect.stringMatching(/^GO-2021-0113, CVE-2021-38561, .*called at main\.go:5/),
        fix: `raise it to ${REPAIRED}`,
      }),
    ]);
  });

  it("lets the repaired program pass", async () => {
    expect(await gateOf(await program("repaired", CALLS, REPAIRED))).toEqual({ stopped: [], ignored: [], told: [] });
  });

  it.each([
    ["imports", IMPORTS],
    ["requires", REQUIRES],
  ])("tells of what a program only %s, and lets it pass", async (name, main) => {
    const { stopped, told } = await gateOf(await program(name, main, VULNERABLE));
    expect([stopped, idsOf(told)]).toEqual([[], ["GO-2021-0113"]]);
  });

  it.each([
    ["today", TODAY, 0],
    ["yesterday", "2026-11-20", 2],
  ])("lets pass what is ignored until %s as often as it should", async (day, until, problems) => {
    const ignore = [{ id: "CVE-2021-38561", until, reason: "only our own tags are parsed" }];
    const { stopped } = await gateOf(await program(`ignored-${day}`, CALLS, VULNERABLE), { ignore });
    expect(stopped).toHaveLength(problems);
  });
});

describe("the gate on an image", () => {
  it.each([
    ["trivy", readTrivy],
    ["grype", readGrype],
  ] as const)("reads every report of %s's own tests", (scanner, read) => {
    const files = toolFiles("scan-reports", scanner);
    const counts = files.map((file) => read(readFileSync(file, "utf8")).length);
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(0);
  });

  it.each([
    ["trivy", "alpine-39.json.golden", readTrivy, 2],
    ["trivy", "alpine-310.json.golden", readTrivy, 0],
    ["grype", "TestJsonImgsPresenter.golden", readGrype, 1],
    ["grype", "TestEmptyJsonPresenter.golden", readGrype, 0],
  ] as const)("judges %s's %s", (scanner, name, read, problems) => {
    const file = toolFiles("scan-reports", scanner).find((one) => basename(one) === name)!;
    expect(judge(read(readFileSync(file, "utf8")), scanGate(), TODAY).stopped).toHaveLength(problems);
  });
});
