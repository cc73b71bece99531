import { refuse } from "../errors";
import type { ImageRef } from "../image-ref";
import { show } from "../show";

const TAG_AND_DIGEST = /(?::\w[\w.-]{0,127})?@.*$/;

/**
 * `name@sha256:…`, without the tag that may stand before the digest.
 * @throws ValidationError when the image has a tag only: somebody else may move it between two commands.
 */
export function byDigest({ reference, digest }: ImageRef, above: (...args: never[]) => unknown): string {
  if (digest !== undefined) return `${reference.replace(TAG_AND_DIGEST, "")}@${digest}`;
  const allowed = "name@sha256:…: a tag can be moved between two commands";
  const fix = "take the digest that the build has pushed: images.lock.json names it";
  return refuse({ code: "image-without-digest", got: show(reference), allowed, fix }, above);
}
