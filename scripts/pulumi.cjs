// What Pulumi.yaml names: bundles stacks/index.ts and hands its exports, the outputs of the stack, to Pulumi.
const { mkdtempSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");
const bundle = require("./bundle.cjs");

const root = join(__dirname, "..");
// Pulumi starts in the folder of this file; paths in stacks are relative to the project.
process.chdir(root);
const folder = mkdtempSync(join(root, "node_modules", ".run-"));
try {
  const outfile = join(folder, "program.cjs");
  buildSync(bundle(join(root, "stacks/index.ts"), outfile));
  module.exports = require(outfile);
} finally {
  rmSync(folder, { recursive: true });
}
