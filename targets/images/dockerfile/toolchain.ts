import { posix } from "node:path";
import type { ImagePlan } from "../../../lib/image/image-plan";
import { DEV_CACHES, SOURCE } from "../../../lib/image/stages";
import type { Mount, Stage } from "../../../lib/render/dockerfile";
import { arg, copy, env, run, workdir } from "../../../lib/render/dockerfile";

/** Who programs run as: the user `nonroot` of distroless. */
export const USER = "65532:65532";

const CACHES: readonly Mount[] = Object.values(DEV_CACHES).map((target) => ({ type: "cache", target }));
const NETRC = "/run/secrets/netrc";

/** What commands of the Go toolchain may use: the caches that builds share, and credentials that no layer keeps. */
export function goMounts({ privateModules }: ImagePlan): readonly Mount[] {
  return privateModules.length > 0 ? [...CACHES, { type: "secret", id: "netrc", target: NETRC }] : CACHES;
}

/** The Go toolchain with the settings that every build has. */
export function toolchain(plan: ImagePlan): Stage {
  const { module, privateModules } = plan;
  return {
    name: "toolchain",
    from: "${GO_BASE}",
    isNative: module.cgo.length === 0,
    about: "The Go toolchain; it cross-compiles, so nothing here is emulated.",
    instructions: [
      arg("GOPROXY", "https://proxy.golang.org,direct"),
      arg("GOSUMDB", "sum.golang.org"),
      ...(privateModules.length > 0 ? [arg("GONOPROXY")] : []),
      env({
        GOMODCACHE: DEV_CACHES.modules,
        GOCACHE: DEV_CACHES.builds,
        CGO_ENABLED: module.cgo.length === 0 ? "0" : "1",
        GOPROXY: { arg: "GOPROXY" },
        GOSUMDB: { arg: "GOSUMDB" },
        GOTOOLCHAIN: "local",
        ...(privateModules.length > 0 && {
          GOPRIVATE: privateModules.join(","),
          // "none" where a proxy of one's own has the private modules; empty means GOPRIVATE.
          GONOPROXY: { arg: "GONOPROXY" },
          NETRC,
        }),
      }),
      workdir(moduleFolder(plan)),
    ],
  };
}

/** Modules, which change seldom: a layer of their own that an edit of the sources leaves alone. */
export function deps(plan: ImagePlan): Stage {
  const { vendored, workspace } = plan.module;
  // Of a workspace the command refuses a module that was never published, which a build takes from beside it; a build fetches what is missing.
  const download = workspace ? "go mod download || true" : "go mod download";
  return {
    name: "deps",
    from: "toolchain",
    isNative: false,
    about: "Modules: this layer changes with go.mod and go.sum only.",
    instructions: [
      ...moduleFiles(plan).map(([folder, files]) => copy(files, posix.join(SOURCE, folder, "/"))),
      ...(vendored ? [] : [run([download], goMounts(plan))]),
    ],
  };
}

/** The sources of the program and of the modules beside it. */
export function source(): Stage {
  return {
    name: "source",
    from: "deps",
    about: "The sources; the ignore file lets in what this program is made of.",
    instructions: [copy(["."], `${SOURCE}/`)],
  };
}

export function moduleFolder({ module }: ImagePlan): string {
  return posix.join(SOURCE, module.dir);
}

/** go.mod, go.sum and go.work by folder. */
export function moduleFiles({ module }: ImagePlan): readonly (readonly [folder: string, files: readonly string[]])[] {
  const byFolder = new Map<string, string[]>();
  for (const file of module.moduleFiles) {
    const folder = posix.dirname(file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  return [...byFolder];
}
