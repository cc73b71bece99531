import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { ROOT, exportedNames } from "./declarations";

const GOLDEN = join(ROOT, "test/golden/public-names.txt");
/** The source of each entry point of the package. */
const ENTRIES = {
  "gantry-cdk": "app/index.ts",
  "gantry-cdk/pulumi": "app/pulumi.ts",
  "gantry-cdk/policy": "policy/index.ts",
};

it("the package's public names are the ones that were agreed on", () => {
  const names = Object.entries(ENTRIES).flatMap(([entry, source]) =>
    exportedNames(source)
      .sort()
      .map((name) => `${entry} ${name}`),
  );
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, `${names.join("\n")}\n`);
  expect(names).toEqual(readFileSync(GOLDEN, "utf8").trimEnd().split("\n"));
});
