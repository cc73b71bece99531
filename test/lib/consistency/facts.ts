import type { ImageFacts, Programs } from "../../../lib/consistency";

/** Commit of the sources and digest of the image. */
export const COMMIT = "de974bb3894e71760641d32c1931c822eea6a381";
export const DIGEST = `sha256:${"0a".repeat(32)}`;

/** One program with these settings and servers. */
export function programsWith(settings: readonly string[], servers: Readonly<Record<string, string>> = {}): Programs {
  return new Map([["shop/storefront", { settings: new Set(settings), servers: new Map(Object.entries(servers)) }]]);
}

/** Facts that are the same everywhere. */
export function sameFacts(): ImageFacts {
  const modules = {
    value: new Map([
      ["example.test/a", "v1.0.0"],
      ["example.test/b", "v2.0.0"],
    ]),
  };
  const build = { go: { value: "go1.26.8" }, modules, source: { value: COMMIT } };
  const programs = programsWith(["LOG_LEVEL", "PORT"], { "orders-db": "postgres 17" });
  return {
    name: "storefront",
    local: { ...build, programs },
    image: { ...build, digest: DIGEST },
    environment: { digest: { value: DIGEST }, programs },
  };
}
