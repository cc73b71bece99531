import { readFileSync } from "node:fs";
import { refuse } from "../lib/errors";
import type { ImageLockFile } from "../lib/image-lock";
import { ImageLock } from "../lib/image-lock";
import { show } from "../lib/show";

/**
 * Reads `images.lock.json`, which the build of the images writes. A missing file is an empty one: each program that wants an image says so.
 * @param file relative to the working folder
 * @throws ValidationError when the file is not of a version that Gantry reads.
 */
export function readImageLock(file = "images.lock.json"): ImageLock {
  return new ImageLock(lockFileOf(file), file);
}

/** The content of a lock file; empty when there is none. @throws ValidationError like {@link readImageLock}. */
export function lockFileOf(file: string): ImageLockFile {
  const content = parse(file);
  if (content.version === 1 && typeof content.environments === "object") return content;
  return refuse(
    {
      code: "image-lock",
      got: `${file} of version ${show(content.version)}`,
      allowed: "version 1 with environments",
      fix: "npm run images writes it again",
    },
    readImageLock,
  );
}

function parse(file: string): ImageLockFile {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ImageLockFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { version: 1, environments: {} };
    const got = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    return refuse(
      { code: "image-lock", got, allowed: "a JSON file", fix: "npm run images writes it again" },
      readImageLock,
    );
  }
}
