// count.mjs REPORT SKIPPED: prints "PASSED FAILED" of a report of jest or of `go test -json`, appends the names of skipped tests to a
// file, and shows on standard error what failed tests of Go printed.
import { appendFileSync, existsSync, readFileSync } from "node:fs";

const [report, skipped] = process.argv.slice(2);
const text = existsSync(report) ? readFileSync(report, "utf8") : "";
const { passed, failed, left } = text === "" ? none() : report.endsWith(".go.json") ? go(text) : jest(text);
if (left.length > 0) appendFileSync(skipped, left.map((name) => `${name}\n`).join(""));
console.log(passed, failed);

function none() {
  return { passed: 0, failed: 0, left: [] };
}

function jest(json) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(json);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const left = tests.filter(({ status }) => status === "pending" || status === "todo").map(({ fullName }) => fullName);
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, left };
}

/** A package that fails without a test that fails, because it does not compile for example, counts as one test. */
function go(lines) {
  const events = lines.split("\n").filter(Boolean).map(parse);
  const tests = (action) => events.filter((event) => event.Test && event.Action === action);
  const broken = events.filter(({ Action }) => Action === "fail");
  const bad = new Set(broken.map(place));
  const isWanted = (event) => event.Action === "build-output" || (event.Output && bad.has(place(event)));
  for (const event of events.filter(isWanted)) process.stderr.write(event.Output);
  const blamed = new Set(tests("fail").map(({ Package }) => Package));
  const unblamed = broken.filter(({ Package, Test }) => !Test && !blamed.has(Package));
  const left = tests("skip").map(({ Package, Test }) => `${Package} ${Test}`);
  return { passed: tests("pass").length, failed: tests("fail").length + unblamed.length, left };
}

/** A compiler's complaint stands between the events as it is. */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    process.stderr.write(`${line}\n`);
    return {};
  }
}

function place({ Package, Test = "" }) {
  return `${Package} ${Test}`;
}
