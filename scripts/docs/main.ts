import { writeFileSync } from "node:fs";
import { pages } from "./pages";

// Writes the pages that are generated from the source; started in the project's folder.
for (const [file, text] of pages()) {
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
