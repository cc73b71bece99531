import { execFileSync } from "node:child_process";
import { accessSync, constants, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const PROGRAM = "pulumi-resource-kubernetes";
const TYPESCRIPT = resolve(__dirname, "../../typescript.cjs");
const STAND_IN = join(__dirname, "stand-in-provider.ts");

const real = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, PROGRAM))
  .find(isExecutable);

/** Which one the suites use, for their titles: the provider itself where the machine's PATH has it, else a stand-in. */
export const providerName = real
  ? `the Kubernetes provider ${versionOf(real)}`
  : "a stand-in for the Kubernetes provider";

/** Whether it is the stand-in that runs. */
export const isStandIn = real === undefined;

/** Writes the stand-in's launcher into a folder of the PATH, unless the machine has the provider itself. */
export function provideKubernetes(folder: string): void {
  if (real) return;
  const command = [process.execPath, "-r", TYPESCRIPT, STAND_IN].map((word) => `'${word}'`).join(" ");
  writeFileSync(join(folder, PROGRAM), `#!/bin/sh\nexec ${command}\n`, { mode: 0o755 });
}

function versionOf(program: string): string {
  const asking = ["-r", TYPESCRIPT, join(__dirname, "plugin-version.ts"), program];
  return execFileSync(process.execPath, asking, { encoding: "utf8" }).trim();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
