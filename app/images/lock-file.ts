import { renameSync, writeFileSync } from "node:fs";
import type { ImageLockFile, LockedImage } from "../../lib/image-lock";

/** Images by environment and name. */
type Built = Readonly<Record<string, Readonly<Record<string, LockedImage>>>>;

/** The lock file with what was built now in the place of what was built before; environments and images in order, so that a diff shows what changed. */
export function withBuilt(before: ImageLockFile, built: Built): ImageLockFile {
  const names = [...new Set([...Object.keys(before.environments), ...Object.keys(built)])];
  const environments = names.map((name) => {
    const images = { ...before.environments[name], ...built[name] };
    return [name, Object.fromEntries(Object.entries(images).sort(([a], [b]) => (a < b ? -1 : 1)))] as const;
  });
  return { version: 1, environments: Object.fromEntries(environments) };
}

/** Writes the lock file whole or not at all: whoever stops the build finds the old one. */
export function writeLock(file: string, content: ImageLockFile): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(temporary, file);
}
