/** A process that starts a builder, prints its folder, and has it run a step that does not end. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageBuilder } from "./image-builder";

void imageBuilder().then(async ({ folder, standIns, buildx }) => {
  console.log(folder);
  const context = join(folder, "endless");
  mkdirSync(context);
  writeFileSync(join(context, "Dockerfile"), `FROM ${standIns.golang}\nRUN sleep 10000\n`);
  await buildx(["build", context]);
});
