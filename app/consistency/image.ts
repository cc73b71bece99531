import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildFacts } from "../../lib/consistency";
import { readProgram } from "../../lib/consistency";
import type { LockedImage } from "../../lib/image-lock";
import type { Platform } from "../../lib/image/platform";
import { ask } from "../tools/ask";

/**
 * What an image was built from, as its program says it: Buildx takes the program out of exactly that image. The commit is the one that was written down
 * with the digest.
 */
export function imageFacts(
  name: string,
  { ref, digest, source }: LockedImage,
  platform: Platform,
  buildx: readonly string[],
): BuildFacts {
  const folder = mkdtempSync(join(tmpdir(), "gantry-image-"));
  const output = ["--progress", "plain", "--output", `type=local,dest=${folder}`];
  try {
    const taken = ask([...buildx, "build", "--platform", platform, ...output, "-"], {
      input: `FROM ${ref}@${digest} AS image\nFROM scratch\nCOPY --from=image /${name} /\n`,
    });
    const said = "unknown" in taken ? taken : ask(["go", "version", "-m", name], { cwd: folder });
    const built = "unknown" in said ? { go: said, modules: said } : readProgram(said.value);
    return { ...built, source: { value: source } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
