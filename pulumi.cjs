// What Pulumi.yaml names: bundles stacks/index.ts and hands its exports, the outputs of the stack, to Pulumi.
const { mkdtempSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");
const bundle = require("./scripts/bundle.cjs");

const folder = mkdtempSync(join(__dirname, "node_modules", ".run-"));
try {
  const outfile = join(folder, "program.cjs");
  buildSync(bundle(join(__dirname, "stacks/index.ts"), outfile));
  module.exports = require(outfile);
} finally {
  rmSync(folder, { recursive: true });
}
