import type { Problem } from "../lib/errors";
import type { Images, LockedImage } from "../lib/image-lock";
import { ImageLock } from "../lib/image-lock";
import type { Json, RenderedObject } from "../lib/rendered";
import type { PlacedText } from "./texts";
import { textsIn } from "./texts";

// A tag that `npm run images` and pipelines give: it names the commit. Then the digest, which is what a registry looks at.
const BUILT = /^(?<ref>[^@]+):sha-(?<commit>[0-9a-f]{12})@(?<digest>sha256:[0-9a-f]{64})$/;

/** Images whose tag names one build and whose digest another, as far as the lock file knows the builds: the digest would win without a word. */
export function tagProblems(
  objects: readonly RenderedObject[],
  images: Images | null,
  environment: { readonly name: string },
): Problem[] {
  if (!(images instanceof ImageLock)) return [];
  const built = images.builtFor(environment);
  const tagged = built.length === 0 ? [] : objects.filter(({ manifest }) => holdsTag(manifest));
  return tagged.flatMap((object) =>
    textsIn(object.manifest)
      .filter(([field]) => field.endsWith(".image"))
      .flatMap((text) => disagreement(object, built, text)),
  );
}

/** Asked of every value of every object, so without its place. */
function holdsTag(value: Json): boolean {
  if (typeof value === "string") return value.includes(":sha-");
  return typeof value === "object" && value !== null && Object.values(value).some(holdsTag);
}

function disagreement(
  { path, source }: RenderedObject,
  built: readonly LockedImage[],
  [field, image]: PlacedText,
): Problem[] {
  const { ref, commit = "", digest } = BUILT.exec(image)?.groups ?? {};
  const wrong = built.find((one) => one.ref === ref && (one.digest === digest) !== one.source.startsWith(commit));
  if (!wrong) return [];
  const known = `${wrong.ref}:sha-${wrong.source.slice(0, 12)}@${wrong.digest}`;
  return [
    {
      code: "image-tag-and-digest",
      path,
      field,
      got: `"${image}"`,
      allowed: `a tag and a digest of one build: the lock file knows ${known}`,
      fix: "leave the tag out, or take both from one build",
      ...(source !== undefined && { source }),
    },
  ];
}
