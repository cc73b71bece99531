// Runs a TypeScript program: bundles our own sources, leaves packages where they are, and starts the result in this process.
import { mkdtempSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import bundle from "./bundle.cjs";
import "./short-lived.cjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [program] = process.argv.slice(2);
if (!program) {
  console.error("usage: node scripts/run.mjs PROGRAM.ts");
  process.exit(2);
}

// The program sees the words that are meant for it where it would see them if Node had started it.
process.argv.splice(1, 1);
process.setSourceMapsEnabled(true);
// Inside node_modules, so that packages are found from there and a plug-in of Node's loader is not needed.
const folder = mkdtempSync(join(root, "node_modules", ".run-"));
try {
  const outfile = join(folder, "program.cjs");
  await build(bundle(resolve(program), outfile));
  createRequire(import.meta.url)(outfile);
} finally {
  rmSync(folder, { recursive: true });
}
