import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

const COUNT = join(__dirname, "../../.ci/count.mjs");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "count-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function count(report: string, text: string) {
  writeFileSync(join(folder, report), text);
  return spawnSync(process.execPath, [COUNT, report, "skipped"], { cwd: folder, encoding: "utf8" });
}

function events(...lines: readonly object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

const JEST = {
  numPassedTests: 3,
  numFailedTests: 2,
  numRuntimeErrorTestSuites: 1,
  testResults: [{ assertionResults: [{ status: "pending", fullName: "a test left out" }] }],
};

const GO = events(
  { Action: "pass", Package: "a", Test: "TestGood" },
  { Action: "output", Package: "a", Test: "TestGood", Output: "quiet\n" },
  { Action: "output", Package: "a", Test: "TestBad", Output: "boom\n" },
  { Action: "fail", Package: "a", Test: "TestBad" },
  { Action: "skip", Package: "a", Test: "TestLater" },
  { Action: "fail", Package: "a" },
);

it("counts a suite of jest that did not run as a failed test", () => {
  expect(count("jest.json", JSON.stringify(JEST)).stdout).toBe("3 3\n");
});

it("names the tests of jest that were left out", () => {
  count("jest.json", JSON.stringify(JEST));
  expect(readFileSync(join(folder, "skipped"), "utf8")).toBe("a test left out\n");
});

it("counts tests of Go, and not their package as well", () => {
  expect(count("a.go.json", GO).stdout).toBe("1 1\n");
});

it("shows what failed tests of Go printed, and no others", () => {
  expect(count("a.go.json", GO).stderr).toBe("boom\n");
});

it("counts a package of Go that does not compile, and shows why", () => {
  const output = { Action: "build-output", ImportPath: "b", Output: "b.go:3: undefined\n" };
  const { stdout, stderr } = count("b.go.json", events(output, { Action: "fail", Package: "b" }));
  expect({ stdout, stderr }).toEqual({ stdout: "0 1\n", stderr: "b.go:3: undefined\n" });
});

it("counts nothing where there is no report", () => {
  expect(spawnSync(process.execPath, [COUNT, "none", "skipped"], { encoding: "utf8" }).stdout).toBe("0 0\n");
});
