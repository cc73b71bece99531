import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Target } from "../../targets/images";
import type { Source } from "./source";
import { sourceArgs, versionOf } from "./source";

/** One image to be built, with what Git says of its sources. */
export interface Order {
  readonly target: Target;
  readonly source: Source;
}

/** How Buildx is called, and what is handed on to it. */
export interface Builder {
  /** @default ["docker", "buildx"] */
  readonly command: readonly string[];
  /** Further flags of `bake`, e.g. `--builder ci` or `--set *.args.GOPROXY=…`. */
  readonly flags: readonly string[];
}

/** Builds and pushes with Buildx. @returns digests of the indexes by image, or nothing when the build failed */
export function bake(
  file: string,
  orders: readonly Order[],
  { command, flags }: Builder,
): ReadonlyMap<string, string> | undefined {
  const folder = mkdtempSync(join(tmpdir(), "gantry-bake-"));
  const metadata = join(folder, "metadata.json");
  try {
    const [program = "", ...first] = command;
    const names = orders.map(({ target }) => target.plan.name);
    const words = [
      ...first,
      "bake",
      "--file",
      file,
      "--metadata-file",
      metadata,
      ...orders.flatMap(settings),
      ...flags,
      ...names,
    ];
    const { status, error } = spawnSync(program, words, { stdio: ["ignore", "inherit", "inherit"] });
    if (error) throw error;
    return status === 0 ? digests(readFileSync(metadata, "utf8"), names) : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function settings({ target, source }: Order): readonly string[] {
  const { name } = target.plan;
  const version = versionOf(source);
  return [
    ...target.repositories.map((repository) => `${name}.tags=${repository}:${version}`),
    ...Object.entries(sourceArgs(source)).map(([key, value]) => `${name}.args.${key}=${value}`),
  ].flatMap((one) => ["--set", one]);
}

function digests(metadata: string, names: readonly string[]): ReadonlyMap<string, string> {
  const byTarget = JSON.parse(metadata) as Readonly<Record<string, { readonly "containerimage.digest"?: string }>>;
  return new Map(
    names.flatMap((name) => {
      const digest = byTarget[name]?.["containerimage.digest"];
      return digest ? [[name, digest] as const] : [];
    }),
  );
}
