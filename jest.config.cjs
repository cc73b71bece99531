/** Tests that need nothing but npm; suites with real programs have a configuration of their own in test/real. */
module.exports = {
  testEnvironment: "node",
  // All cores: by default jest leaves one idle.
  maxWorkers: "100%",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  moduleNameMapper: {
    "^gantry-cdk$": "<rootDir>/app/index.ts",
    "^gantry-cdk/pulumi$": "<rootDir>/app/pulumi.ts",
    "^gantry-cdk/policy$": "<rootDir>/policy/index.ts",
  },
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/real/"],
  modulePathIgnorePatterns: ["<rootDir>/build/", "<rootDir>/dist/"],
};
