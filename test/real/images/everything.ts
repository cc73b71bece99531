import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { ImageBuilder } from "./plane/image-builder";

/** Every file of an image, its configuration and its history, as one text. */
export async function everythingOf(image: string, { folder, crane }: ImageBuilder): Promise<string> {
  const tar = join(folder, "everything.tar");
  await crane("export", image, tar);
  const files = execFileSync("tar", ["--extract", "--to-stdout", "--file", tar], { maxBuffer: 2 ** 30 });
  return (await crane("config", image)) + files.toString("latin1");
}
