// npm run images: builds the example programs into one-layer images below build/images/ and writes their digests to images.lock.json.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Build, Platform } from "./oci";
import { writeImage } from "./oci";

const PROGRAMS = ["daily-report", "mailer", "pricing", "storefront"];
const ENVIRONMENTS = ["dev", "test", "staging", "prod"];
const REGISTRY = "registry.example.test/shop";
const PLATFORMS: readonly Platform[] = [
  { os: "linux", architecture: "amd64" },
  { os: "linux", architecture: "arm64" },
];
const SHARED = "go/serve";

async function main(): Promise<void> {
  const images: Record<string, object> = {};
  for (const name of PROGRAMS) images[name] = await image(name);
  const environments = Object.fromEntries(ENVIRONMENTS.map((environment) => [environment, images]));
  writeFileSync("images.lock.json", `${JSON.stringify({ version: 1, environments }, null, 2)}\n`);
}

async function image(name: string) {
  const source = lastCommit(`examples/services/${name}`, SHARED);
  const labels = { "org.opencontainers.image.title": name, "org.opencontainers.image.revision": source };
  const { digest } = await writeImage(
    join("build/images", name),
    name,
    PLATFORMS.map((platform) => compile(name, platform)),
    labels,
  );
  console.log(`${name.padEnd(12)} ${digest}`);
  return {
    ref: `${REGISTRY}/${name}`,
    digest,
    platforms: PLATFORMS.map(({ os, architecture }) => `${os}/${architecture}`),
    source,
  };
}

/** The same bytes for the same source and Go version, wherever the sources are. */
function compile(name: string, platform: Platform): Build {
  const folder = mkdtempSync(join(tmpdir(), "gantry-images-"));
  const output = join(folder, name);
  try {
    execFileSync("go", ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", output, "."], {
      cwd: join("examples/services", name),
      env: { ...process.env, CGO_ENABLED: "0", GOOS: platform.os, GOARCH: platform.architecture, GOTOOLCHAIN: "local" },
      stdio: ["ignore", "inherit", "inherit"],
    });
    return { platform, binary: readFileSync(output) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The last commit that touched the sources, so that an untouched program keeps its digest; sources that are not committed have none. */
function lastCommit(...folders: string[]): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  if (git("status", "--porcelain", "--", ...folders))
    throw new Error(`${folders.join(" or ")} has changes that are not committed: commit them first`);
  return git("log", "-1", "--format=%H", "--", ...folders);
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
