import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stop } from "./stop";

/** Reads files of published Go modules, which the `go` command downloads and verifies. */
export class GoModules {
  private readonly folders = new Map<string, string>();

  /** The text of a file of a module, e.g. `k8s.io/kubernetes@v1.36.3`. */
  read(module: string, file: string): string {
    const folder = this.folders.get(module) ?? this.download(module);
    this.folders.set(module, folder);
    console.log(`read  ${module} ${file}`);
    return readFileSync(join(folder, file), "utf8");
  }

  private download(module: string): string {
    const scratch = mkdtempSync(join(tmpdir(), "imports-"));
    try {
      writeFileSync(join(scratch, "go.mod"), "module imports\n");
      const env = { ...process.env, GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local" };
      const answer = execFileSync("go", ["mod", "download", "-json", module], { cwd: scratch, env, encoding: "utf8" });
      return (JSON.parse(answer) as { Dir: string }).Dir;
    } catch (error) {
      return stop(`${module} can't be downloaded: ${String(error)}`);
    } finally {
      rmSync(scratch, { recursive: true });
    }
  }
}
