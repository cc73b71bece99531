import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toolProgram } from "../../tools/cache";
import { output } from "../plane/command";
import type { ImageBuilder } from "../plane/image-builder";

/** @see https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/sbom-protocol.md */
const SCAN = `#!/bin/sh -e
cd /tmp
SYFT_CHECK_FOR_APP_UPDATE=false /syft scan -q "dir:$BUILDKIT_SCAN_SOURCE" -o spdx-json=sbom.json
printf '{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document","predicate":' >statement.json
cat sbom.json >>statement.json
printf '}' >>statement.json
cp statement.json "$BUILDKIT_SCAN_DESTINATION/sbom.spdx.json"
`;

/** Pushes an image around syft that speaks the protocol of BuildKit's scanners; gives its reference by digest. */
export async function pushScanner({ folder, registry, standIns, crane }: ImageBuilder): Promise<string> {
  const root = join(folder, "scanner");
  mkdirSync(root);
  copyFileSync(toolProgram("syft"), join(root, "syft"));
  chmodSync(join(root, "syft"), 0o755);
  writeFileSync(join(root, "scan"), SCAN, { mode: 0o755 });
  await output("tar", ["--create", `--file=${root}.tar`, `--directory=${root}`, "syft", "scan"]);
  const tag = `${registry}/tools/scanner:v1`;
  const layer = [`--base=${standIns.alpine}`, `--new_layer=${root}.tar`, `--new_tag=${tag}`];
  await crane("append", "--platform=linux/amd64", ...layer);
  return crane("mutate", tag, "--entrypoint=/scan", `--tag=${tag}`);
}
