import type { Complaint, Problem } from "../../errors";
import { show } from "../../show";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const NAME_LIMIT = 255;

/** Every container names an image that stays the same: by a version, or by its digest. */
export function checkImages(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap(({ object, containers }) =>
    containers.flatMap(({ spec, field }) => {
      const complaint = checkReference(spec["image"]);
      return complaint ? [problem(object, `${field}.image`, complaint)] : [];
    }),
  );
}

/** The grammar of distribution/reference, reference.go: `[host[:port]/]path[:tag][@digest]`. */
function checkReference(image: unknown): Complaint | undefined {
  if (typeof image !== "string" || image === "") {
    const fix = "name the image with its digest, e.g. registry.example.test/shop/storefront@sha256:…";
    return { code: "image-missing", got: show(image), allowed: "an image: without one the pod is refused", fix };
  }
  const [named = "", digest, ...more] = image.split("@");
  const colon = named.lastIndexOf(":");
  const isTagged = colon > named.lastIndexOf("/");
  const name = isTagged ? named.slice(0, colon) : named;
  const tag = isTagged ? named.slice(colon + 1) : undefined;
  const isTag = tag === undefined || TAG.test(tag);
  const isDigest = digest === undefined || DIGEST.test(digest);
  if (!isName(name) || !isTag || !isDigest || more.length > 0) return wrongGrammar(image);
  return digest === undefined && (tag === undefined || tag === "latest") ? movingTag(image) : undefined;
}

function isName(name: string): boolean {
  if (name.length > NAME_LIMIT) return false;
  const [first = "", ...rest] = name.split("/");
  const isFirst = PATH_PART.test(first) || (rest.length > 0 && HOST.test(first));
  return isFirst && rest.every((part) => PATH_PART.test(part));
}

function wrongGrammar(image: string): Complaint {
  return {
    code: "image-reference",
    got: show(image),
    allowed: `[host[:port]/]path[:tag][@digest]: a lower-case name of at most ${NAME_LIMIT} characters, a tag of at most 128, sha256: and 64 lower-case hexadecimal digits`,
    fix: "write it as in registry.example.test/shop/storefront:v1.4.2",
  };
}

function movingTag(image: string): Complaint {
  return {
    code: "image-tag",
    got: show(image),
    allowed: "a tag other than latest, or a digest: what runs must be repeatable",
    fix: "name the version, e.g. :v1.4.2, or the digest that the registry printed",
  };
}
