import { mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { removable, type Temporary } from "./project";

/** Not `nodejs`: our language host is older than what the command asks of it for a pack, and for a runtime without host it starts this program. */
const RUNTIME = "node-pack";
const PROGRAM = `pulumi-analyzer-policy-${RUNTIME}`;
const MANIFEST = "PulumiPolicy.yaml";
const PACKAGES = resolve(__dirname, "../../../../node_modules");
const RUNNER = join(PACKAGES, "@pulumi/pulumi/cmd/run-policy-pack");

/** Writes what starts policy packs into a folder of the PATH. */
export function providePolicies(folder: string): void {
  writeFileSync(join(folder, PROGRAM), `#!/bin/sh\nexec '${process.execPath}' '${RUNNER}' "$@"\n`, { mode: 0o755 });
}

/** A pack, a folder with package.json and its `main`, as `--policy-pack` takes it here: the same files, with another runtime. */
export function policyPack(source: string): Temporary {
  const cwd = mkdtempSync(join(tmpdir(), "gantry-policies-"));
  for (const entry of readdirSync(source).filter((name) => name !== MANIFEST))
    symlinkSync(join(source, entry), join(cwd, entry));
  writeFileSync(join(cwd, MANIFEST), JSON.stringify({ runtime: RUNTIME }));
  return removable(cwd);
}
