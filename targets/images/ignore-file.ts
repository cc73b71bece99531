import { posix } from "node:path";
import type { ImagePlan } from "../../lib/image/image-plan";

/** What no build needs and no image may hold. */
const NEVER = [
  "**/.git",
  "**/.gitignore",
  "**/.github",
  "**/.idea",
  "**/.vscode",
  "**/.env*",
  "**/*.pem",
  "**/*.key",
  "**/.netrc",
  "**/.DS_Store",
  "**/node_modules",
  "**/dist",
  "**/docs",
  "**/*.md",
  "**/Dockerfile*",
  "**/.dockerignore",
  "**/docker-bake.*",
  "**/compose*.y*ml",
  "**/images.lock.json",
  "**/*.pprof",
];

/**
 * The ignore file of an image: of the context it lets in the module, the modules beside it that the program is made of, and their go.mod files.
 * BuildKit reads it beside the Dockerfile, so several images can share a context.
 * @see https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function ignoreFile({ module }: ImagePlan, output: string, marker: string): string {
  const folders = [module.dir, ...module.locals].map((folder) => posix.normalize(folder));
  const isWhole = folders.includes(".");
  const admitted = isWhole ? [] : ["*", ...module.moduleFiles.map(admit), ...folders.map(admit)];
  const generated = posix.relative(posix.normalize(module.root), posix.normalize(output));
  const own = generated.startsWith("..") ? [] : [generated];
  return [
    marker,
    ...new Set([...admitted, ...NEVER, ...own, ...module.embeds.map(({ pattern }) => admit(pattern))]),
    "",
  ].join("\n");
}

function admit(path: string): string {
  return `!${path}`;
}
