import { join } from "node:path";
import type { Problem } from "../../lib/errors";
import { ValidationError, isComplaint } from "../../lib/errors";
import { writeFiles } from "../../lib/files";
import type { LockedImage } from "../../lib/image-lock";
import type { Rendered } from "../../lib/rendered";
import type { Signer } from "../../lib/trust/signer";
import type { Target } from "../../targets/images";
import { targetsOf } from "../../targets/images";
import { MARKER } from "../../targets/yaml";
import type { DockerOptions } from "../docker-files";
import { dockerFiles } from "../docker-files";
import { lockFileOf } from "../read";
import type { Renderable } from "../synthesize";
import { COSIGN, buildxTool, missingTools } from "../tools/missing";
import type { Builder, Order } from "./bake";
import { bake } from "./bake";
import { withBuilt, writeLock } from "./lock-file";
import { sign } from "./sign";
import { sourceOf } from "./source";

/** What a build puts right, and so must not stop it. */
const CURED: ReadonlySet<string> = new Set(["image-not-built", "image-repository", "image-platforms"]);

export interface BuildOptions extends DockerOptions {
  readonly docker: string;
  /** The lock file, relative to the project. */
  readonly lock: string;
  /** Names of the images to build. @default - all */
  readonly only?: readonly string[];
  readonly builder: Builder;
  /** Who signs what was pushed, with cosign. @default - nobody */
  readonly signer?: Signer;
}

/**
 * Builds the images of programs with Buildx, pushes them to every registry, signs them and writes their digests down. What has not changed comes from BuildKit's
 * cache and keeps its digest.
 * @returns what was written down, by image; nothing when the build failed, and then the lock file is what it was
 * @throws ValidationError with every problem of the programs, before a builder is started.
 */
export function buildImages(
  apps: readonly Renderable[],
  options: BuildOptions,
): ReadonlyMap<string, LockedImage> | undefined {
  const programs = apps.map((app) => app.render());
  const orders = ordersOf(programs, options);
  const { files, problems } = dockerFiles(programs, options);
  if (problems.length > 0) throw new ValidationError(problems, "nothing was built");
  writeFiles(options.docker, files, { marker: MARKER });
  const digests = bake(join(options.docker, "docker-bake.json"), orders, options.builder);
  if (!digests || (options.signer && !sign(orders, digests, options.signer))) return undefined;
  const built = new Map(orders.map((order) => [order.target.plan.name, locked(order, digests)] as const));
  const environments = programs.map(({ environment, images }) => [environment, builtOf(images, built)] as const);
  writeLock(options.lock, withBuilt(lockFileOf(options.lock), Object.fromEntries(environments)));
  return built;
}

/** What is to be built. @throws ValidationError with what is wrong with the programs, with `only` and with the sources. */
function ordersOf(programs: readonly Rendered[], { only, builder, signer }: BuildOptions): readonly Order[] {
  const problems: Problem[] = programs.flatMap((program) => program.problems).filter(({ code }) => !CURED.has(code));
  const targets = targetsOf(programs);
  const wanted = only ? targets.filter(({ plan }) => only.includes(plan.name)) : targets;
  problems.push(...unknown(targets, only), ...missingTools([buildxTool(builder.command), ...(signer ? [COSIGN] : [])]));
  const orders = wanted.flatMap((target): Order[] => {
    const source = sourceOf(target.plan);
    if (!isComplaint(source)) return [{ target, source }];
    problems.push({ ...source, path: target.plan.path, field: "module" });
    return [];
  });
  if (problems.length > 0) throw new ValidationError(problems, "nothing was built");
  return orders;
}

function unknown(targets: readonly Target[], only: readonly string[] = []): readonly Problem[] {
  const names = targets.map(({ plan }) => plan.name);
  const allowed = `one of ${names.join(", ")}`;
  return only
    .filter((name) => !names.includes(name))
    .map((name) => ({
      code: "unknown-image",
      path: "images",
      field: "--only",
      got: name,
      allowed,
      fix: "name one of them",
    }));
}

function locked({ target, source }: Order, digests: ReadonlyMap<string, string>): LockedImage {
  const { name, platforms, repositories } = target.plan;
  return { ref: repositories[0] ?? "", digest: digests.get(name) ?? "", platforms, source: source.commit };
}

function builtOf(
  images: Rendered["images"],
  built: ReadonlyMap<string, LockedImage>,
): Readonly<Record<string, LockedImage>> {
  const found = images.flatMap(({ name, repositories }) => {
    const image = built.get(name);
    return image ? [[name, { ...image, ref: repositories[0] ?? "" }] as const] : [];
  });
  return Object.fromEntries(found);
}
