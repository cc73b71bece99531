// npm run versions [-- --write]: asks the registries, through Buildx, which digests the tags in lib/versions.ts have today.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "lib/versions.ts";
const REFERENCE = /"(?<tag>[^"@\s]+)@(?<digest>sha256:[0-9a-f]{64})"/g;

const [docker = "", ...words] = (process.env["BUILDX"] ?? "docker buildx").split(" ");
const before = readFileSync(FILE, "utf8");
const after = before.replace(REFERENCE, (whole, tag: string, digest: string) => {
  const now = digestOf(tag);
  console.log(`${now === digest ? "same   " : "changed"} ${tag} ${now}`);
  return whole.replace(digest, now);
});
if (process.argv.includes("--write")) writeFileSync(FILE, after);
else if (after !== before) process.exitCode = 1;

function digestOf(tag: string): string {
  const format = "{{.Manifest.Digest}}";
  return execFileSync(docker, [...words, "imagetools", "inspect", tag, "--format", format], {
    encoding: "utf8",
  }).trim();
}
