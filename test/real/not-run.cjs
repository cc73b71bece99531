/** Says in one line what a run with real programs left out. */
const { readdirSync } = require("node:fs");
const { relative } = require("node:path");

module.exports = class NotRun {
  onRunComplete(_, { testResults, numPendingTests, numTodoTests }) {
    const ran = new Set(testResults.map(({ testFilePath }) => relative(__dirname, testFilePath)));
    const left = readdirSync(__dirname, { recursive: true }).filter(
      (file) => file.endsWith(".test.ts") && !ran.has(file),
    );
    const tests = numPendingTests + numTodoTests;
    console.error(
      `Not run: ${left.sort().join(", ") || "no file"}; ${tests} ${tests === 1 ? "test" : "tests"} of the files that ran.`,
    );
  }
};
