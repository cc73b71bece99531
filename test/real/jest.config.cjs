/** Suites with real programs, one file at a time: `npm run real -- core` after `npm run real:tools -- core`. */
const root = require("../../jest.config.cjs");

module.exports = {
  ...root,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/real/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  maxWorkers: 1,
  testTimeout: 120_000,
  reporters: ["default", "<rootDir>/test/real/not-run.cjs"],
};
