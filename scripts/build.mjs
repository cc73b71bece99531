// Makes the package: one CommonJS file of our own code, an ES module that names the same objects, and the types.
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

rmSync(join(root, "build"), { recursive: true, force: true });
await build({
  entryPoints: [join(root, "app/index.ts")],
  outfile: join(root, "build/index.js"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  // Error messages name classes.
  keepNames: true,
  logLevel: "error",
  absWorkingDir: root,
});
const names = Object.keys(require(join(root, "build/index.js"))).sort();
writeFileSync(
  join(root, "build/index.mjs"),
  `import gantry from "./index.js";\n\nexport const {\n${names.map((name) => `  ${name},\n`).join("")}} = gantry;\n`,
);
writeFileSync(join(root, "build/index.d.mts"), 'export * from "./types/app/index.js";\n');
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "--project", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
