import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PACKAGES = resolve(__dirname, "../../../../node_modules");

/** A folder in which, or with which, `pulumi` runs. */
export interface Temporary {
  readonly cwd: string;
  remove(): void;
}

/** Writes a project whose program is a file of plain JavaScript; its packages are this repository's. */
export function project(name: string, program: string): Temporary {
  const cwd = mkdtempSync(join(tmpdir(), "gantry-project-"));
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(cwd, "Pulumi.yaml"), JSON.stringify({ name, runtime, main: "index.js" }));
  symlinkSync(program, join(cwd, "index.js"));
  symlinkSync(PACKAGES, join(cwd, "node_modules"));
  return removable(cwd);
}

export function removable(cwd: string): Temporary {
  return { cwd, remove: () => rmSync(cwd, { recursive: true, force: true }) };
}
