import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readImageLock, synthesize } from "../../app";
import { environments } from "../../stacks/environments";
import { shop } from "../../stacks/shop";
import { temporaryFolder, textsIn } from "../support/folder";

const GOLDEN = join(__dirname, "shop");
const folder = temporaryFolder();

function write(outdir: string): void {
  const images = readImageLock(join(__dirname, "../../images.lock.json"));
  synthesize(
    Object.values(environments).map((environment) => shop(environment, images)),
    { outdir },
  );
}

if (process.env["UPDATE_GOLDEN"] === "1") write(GOLDEN);

describe("the output of the example shop", () => {
  it("is what was reviewed, byte for byte; UPDATE_GOLDEN=1 writes it anew", () => {
    write(folder.path);
    expect(textsIn(folder.path)).toEqual(textsIn(GOLDEN));
  });
});
