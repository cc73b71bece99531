// Mutates lib, or the areas that are named, one after the other, and writes what came of it to docs/mutation.md.
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, URL } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { AREAS } from "./areas.mjs";
import { writePage } from "./page.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
// Outside of the tree: Stryker's copies of the project, and the reports of the last runs.
const CACHE = join(homedir(), ".cache/gantry/mutation");

const given = process.argv.slice(2);
const unknown = given.filter((name) => !Object.hasOwn(AREAS, name));
if (unknown.length > 0) {
  console.error(
    `unknown: ${unknown.join(" ")}\nusage: npm run mutation [-- AREA…], where AREA is one of ${Object.keys(AREAS).join(" ")}`,
  );
  process.exit(2);
}

process.chdir(join(HERE, "../.."));
const report = (area) => join(CACHE, `${area}.json`);
for (const area of given.length > 0 ? given : Object.keys(AREAS)) {
  await mutate(area);
  writePage(report);
}

async function mutate(area) {
  const { mutate, tests } = AREAS[area];
  await new Stryker({
    mutate,
    plugins: [join(HERE, "runner.mjs")],
    testRunner: "in-process",
    inProcess: { tests },
    concurrency: 1,
    // A mutant that runs in circles is stopped by the count of its loops; this is for a machine that is busy with something else.
    timeoutMS: 30_000,
    reporters: ["progress-append-only", "json"],
    jsonReporter: { fileName: report(area) },
    tempDirName: join(CACHE, "copies"),
    ignorePatterns: ["build", "dist", "reports", "go", "test/real", "test/golden", "test/mutation"],
    warnings: { slow: false },
  }).runMutationTest();
}
