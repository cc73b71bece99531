import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "@jest/globals";
import { ROOT, fences } from "../docs/fences";

it("compiles every block of TypeScript in the documents against the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "fences-"));
  try {
    const files = documents().flatMap((document) => write(folder, document));
    expect(files).not.toEqual([]);
    expect(compile(folder, files)).toBe("");
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

function documents(): string[] {
  const patterns = ["README.md", "CONTRIBUTING.md", "docs/**/*.md", "docs/*.md"];
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns];
  return [...new Set(execFileSync("git", list, { cwd: ROOT, encoding: "utf8" }).split("\n"))].filter(Boolean);
}

/** The blocks of one document in a folder of their own: those with a name can import each other, a later one replaces an earlier one. */
function write(folder: string, document: string): string[] {
  const blocks = fences(document).filter(({ language }) => language === "ts" || language === "typescript");
  const files = blocks.map(({ file }, index) => join(document, file ?? `block-${index + 1}.ts`));
  files.forEach((file, index) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), blocks[index]!.text);
  });
  return [...new Set(files)];
}

function compile(folder: string, files: readonly string[]): string {
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const compilerOptions = {
    rootDir: "/",
    paths: {
      "gantry-cdk": [join(ROOT, "app/index.ts")],
      "gantry-cdk/pulumi": [join(ROOT, "app/pulumi.ts")],
      "gantry-cdk/policy": [join(ROOT, "policy/index.ts")],
    },
  };
  const project = { extends: join(ROOT, "tsconfig.json"), compilerOptions, include: [], files };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
  return spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc")], { cwd: folder, encoding: "utf8" })
    .stdout;
}
