import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { ImageLockFile } from "../../../app";
import type { CommandResult } from "../control-plane";
import { output, run } from "./plane/command";
import type { ImageBuilder } from "./plane/image-builder";

const RUN = resolve(__dirname, "../../../scripts/run.mjs");
const SOMEBODY = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.test"];

/** A project of Go modules with a stack file, `main.ts`, in a Git repository of its own. */
export class GitProject {
  readonly folder = mkdtempSync(join(tmpdir(), "gantry-project-"));

  constructor(private readonly builder: ImageBuilder) {}

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  text(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  lock(): ImageLockFile {
    return JSON.parse(this.text("images.lock.json")) as ImageLockFile;
  }

  git(...words: readonly string[]): Promise<string> {
    return output("git", words, { cwd: this.folder });
  }

  /** Commits the sources of the modules and the stack file. */
  async commit(message: string): Promise<void> {
    await this.git("add", "--all", "services", "main.ts");
    await this.git(...SOMEBODY, "commit", "--quiet", "--message", message);
  }

  /** Runs the stack file with these words. @param env variables besides those of the builder */
  gantry(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    const all = { ...process.env, ...this.builder.env, ...env };
    return run(process.execPath, [RUN, "main.ts", ...words], { cwd: this.folder, env: all });
  }

  /** Builds its images with the stand-ins in the place of the published bases. */
  images(...flags: readonly string[]): Promise<CommandResult> {
    const { golang, static: runtime } = this.builder.standIns;
    const bases = [`*.args.GO_BASE=${golang}`, `*.args.RUNTIME_BASE=${runtime}`].flatMap((one) => ["--set", one]);
    return this.gantry(["images", "--", ...bases, ...flags]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
