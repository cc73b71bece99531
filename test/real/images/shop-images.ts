import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Rendered } from "../../../lib/rendered";
import { imageFiles } from "../../../targets/images";
import type { CommandResult } from "../control-plane";
import type { ImageBuilder } from "./plane/image-builder";

const ROOT = resolve(__dirname, "../../..");

/** Docker files of programs in a folder of the test, built from the sources of this project. */
export class BakedImages {
  /** Of the project, whose folders are the build contexts. */
  readonly root = ROOT;
  private readonly folder: string;

  constructor(
    private readonly builder: ImageBuilder,
    programs: readonly Rendered[],
  ) {
    this.folder = join(builder.folder, "docker-files");
    for (const { file, text } of imageFiles(programs, relative(ROOT, this.folder))) {
      mkdirSync(dirname(this.file(file)), { recursive: true });
      writeFileSync(this.file(file), text);
    }
  }

  /** One of the files. */
  file(name: string): string {
    return join(this.folder, name);
  }

  /** Builds targets with stand-ins for the published bases. */
  async bake(targets: readonly string[], ...flags: readonly string[]): Promise<CommandResult> {
    return this.bakeIn({}, targets, ...flags);
  }

  /** What BuildKit's own checks say of a Dockerfile; the code is not 0 when they say anything. */
  async check(image: string): Promise<CommandResult> {
    const { golang, static: runtime } = this.builder.standIns;
    const bases = [`GO_BASE=${golang}`, `RUNTIME_BASE=${runtime}`].flatMap((one) => ["--build-arg", one]);
    return this.builder.buildx(["build", "--check", "--file", this.file(`${image}/Dockerfile`), ...bases, ROOT]);
  }

  /** The same as `bake` with variables of the environment. */
  async bakeIn(
    env: NodeJS.ProcessEnv,
    targets: readonly string[],
    ...flags: readonly string[]
  ): Promise<CommandResult> {
    const { golang, static: runtime } = this.builder.standIns;
    const bases = [`*.args.GO_BASE=${golang}`, `*.args.RUNTIME_BASE=${runtime}`].flatMap((one) => ["--set", one]);
    const words = ["bake", "--allow=fs=*", "--file", this.file("docker-bake.json"), ...bases, ...flags, ...targets];
    return this.builder.buildx(words, { cwd: ROOT, env });
  }
}
