import { writeFileSync } from "node:fs";
import { controlPlane } from "../../test/real/control-plane";
import { measure } from "./measure";
import { page } from "./page";
import { inScratch } from "./scratch";

const PAGE = "docs/peers.md";

// npm run peers: gives bad input to Gantry and its peers and writes what they made of it; started in the project's folder.
async function main(): Promise<void> {
  const plane = await controlPlane();
  try {
    writeFileSync(PAGE, page(await inScratch((folder) => measure(plane, folder))));
    console.log(`wrote ${PAGE}`);
  } finally {
    await plane.stop();
  }
}

void main();
