import type { ImagePlan } from "../../lib/image/image-plan";
import { nameFor } from "../../lib/names";
import type { RenderedObject } from "../../lib/rendered";
import type { Signer } from "../../lib/trust/signer";

/** What a policy must know of a rendered program. */
export interface Program {
  readonly environment: string;
  readonly objects: readonly Pick<RenderedObject, "app" | "manifest">[];
  readonly images: readonly Pick<ImagePlan, "reference" | "repositories">[];
}

/** What a cluster shall check before it starts a container. */
export interface ImagePolicy {
  readonly name: string;
  /** Repositories whose images must be signed, sorted. */
  readonly repositories: readonly string[];
  /** Namespaces in which that holds, sorted. */
  readonly namespaces: readonly string[];
  readonly signer: Signer;
}

/**
 * The policy of a program: what it builds must be signed where it runs. Nothing for a program that builds no image, or runs one by its tag, as
 * development may: what a tag names can't be checked.
 */
export function imagePolicy({ environment, images, objects }: Program, signer: Signer): ImagePolicy | undefined {
  const isTagged = images.some(({ reference }) => !reference.includes("@"));
  const repositories = isTagged ? [] : distinct(images.flatMap((plan) => plan.repositories));
  const namespaces = distinct(objects.flatMap(({ manifest }) => manifest.metadata.namespace ?? []));
  const name = nameFor([environment, ...distinct(objects.map(({ app }) => app)), "images"]);
  return repositories.length > 0 && typeof name === "string" ? { name, repositories, namespaces, signer } : undefined;
}

/** Patterns for every way to name an image of a repository: bare, by tag, by digest. */
export function patternsOf(repository: string): readonly string[] {
  return [repository, `${repository}:*`, `${repository}@*`];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
