// Makes the package: CommonJS files of our own code, one for each entry point and what they share, so that all of them have the same classes; ES modules
// that name the same objects; and the types.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transformSync } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const folder = join(root, "build");
/** Where each entry point's source is. */
const ENTRIES = { index: "app/index", pulumi: "app/pulumi", policy: "policy/index" };
/** The command. */
const COMMAND = { gantry: "app/gantry" };

rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries(
    Object.entries({ ...ENTRIES, ...COMMAND }).map(([name, source]) => [name, join(root, `${source}.ts`)]),
  ),
  outdir: folder,
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  // Error messages name classes.
  keepNames: true,
  logLevel: "error",
  absWorkingDir: root,
});
// esbuild shares code between entry points of ES modules only.
for (const file of readdirSync(folder)) {
  const path = join(folder, file);
  writeFileSync(
    path,
    transformSync(readFileSync(path, "utf8"), { format: "cjs", platform: "node", target: "node20" }).code,
  );
}
for (const [name, source] of Object.entries(ENTRIES)) {
  const names = Object.keys(require(join(folder, `${name}.js`))).sort();
  writeFileSync(
    join(folder, `${name}.mjs`),
    `import gantry from "./${name}.js";\n\nexport const {\n${names.map((each) => `  ${each},\n`).join("")}} = gantry;\n`,
  );
  writeFileSync(join(folder, `${name}.d.mts`), `export * from "./types/${source}.js";\n`);
}
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "--project", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
