// How a TypeScript program of this repository becomes one file: our own sources in it, packages left where they are.
const { join } = require("node:path");

const root = join(__dirname, "..");

module.exports = (program, outfile) => ({
  entryPoints: [program],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  alias: {
    "gantry-cdk/pulumi": join(root, "app/pulumi.ts"),
    "gantry-cdk/policy": join(root, "policy/index.ts"),
    "gantry-cdk": join(root, "app/index.ts"),
  },
  sourcemap: "inline",
  // Error messages name classes.
  keepNames: true,
  logLevel: "error",
  absWorkingDir: root,
});
