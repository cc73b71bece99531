import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import bundle from "../../../../scripts/bundle.cjs";
import type { ControlPlane } from "../../control-plane";
import { project, removable, type Temporary } from "../plane/project";
import type { PulumiEngine } from "../plane/pulumi-engine";

const ROOT = resolve(__dirname, "../../../..");
/** What a run of Pulumi reads of this repository. */
const FOLDERS = ["app", "constructs", "examples/services", "go", "lib", "policy", "scripts", "stacks", "targets"];
const FILES = ["images.lock.json", "package.json", "pulumi.cjs", "tsconfig.json", "Pulumi.yaml"];

/** The project of this repository, with its four stacks, in a folder in which `pulumi config set` may write. */
export function repositoryProject(): Temporary {
  const cwd = mkdtempSync(join(tmpdir(), "gantry-project-"));
  const stacks = ["dev", "test", "staging", "prod"].map((stack) => `Pulumi.${stack}.yaml`);
  for (const part of [...FOLDERS, ...FILES, ...stacks]) cpSync(join(ROOT, part), join(cwd, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(cwd, "node_modules"));
  return removable(cwd);
}

/** A project of the program beside this file, with the packages' classes as this repository has them. */
export function programProject(): Temporary {
  const folder = mkdtempSync(join(ROOT, "node_modules", ".run-"));
  buildSync(bundle(join(__dirname, "program.ts"), join(folder, "program.cjs")));
  const made = project("shared", join(folder, "program.cjs"));
  const remove = (): void => (made.remove(), removable(folder).remove());
  const blocked = { name: "shared", runtime: { name: "nodejs", options: { typescript: false } }, main: "index.js" };
  const config = { "pulumi:disable-default-providers": { value: ["kubernetes"] } };
  writeFileSync(join(made.cwd, "Pulumi.yaml"), JSON.stringify({ ...blocked, config }));
  return { cwd: made.cwd, remove };
}

/** Makes a stack whose cluster is the control plane. */
export async function stackOn(
  plane: ControlPlane,
  engine: PulumiEngine,
  { cwd }: Temporary,
  stack: string,
): Promise<void> {
  await engine.run(["stack", "init", stack], { cwd });
  for (const [key, value] of Object.entries({ context: "plane", server: plane.url }))
    await engine.run(["config", "set", key, value, "--stack", stack], { cwd });
}
