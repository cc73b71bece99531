import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { ROOT, exportedNames } from "./declarations";

const GOLDEN = join(ROOT, "test/golden/public-names.txt");

it("the package's public names are the ones that were agreed on", () => {
  const names = exportedNames("app/index.ts").sort();
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, `${names.join("\n")}\n`);
  expect(names).toEqual(readFileSync(GOLDEN, "utf8").trimEnd().split("\n"));
});
