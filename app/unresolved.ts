import type { Problem } from "../lib/errors";
import type { LaterValue } from "../lib/later";
import type { Rendered, RenderedObject } from "../lib/rendered";
import { show } from "../lib/show";
import { textsIn } from "./texts";

/** What of a program only `pulumi up` can know, so that files of it would be wrong. */
export function unresolved({ objects, images, later }: Rendered): Problem[] {
  const built = images.filter(({ isBuiltOnUp }) => isBuiltOnUp).map(({ path }) => notBuilt(path));
  if (later.length === 0) return built;
  return [...built, ...objects.flatMap((object) => inside(object, later))];
}

function notBuilt(path: string): Problem {
  return {
    code: "image-not-built",
    path,
    field: "",
    got: "an image that pulumi up builds",
    allowed: "an image with a digest",
    fix: "pulumi up, or new GantryApp({ images: readImageLock() }) after npm run images",
  };
}

function inside(object: RenderedObject, later: readonly LaterValue[]): Problem[] {
  return textsIn(object.manifest).flatMap(([field, value]) =>
    later.filter(({ text }) => value.includes(text)).map(({ name }) => left(object, field, name)),
  );
}

function left({ path, source }: RenderedObject, field: string, name: string): Problem {
  return {
    code: "unresolved-value",
    path,
    field,
    got: `app.later(${show(name)}, …)`,
    allowed: "a text that is known at synthesis",
    fix: "pulumi up, or pass the text itself when the program is synthesised",
    ...(source !== undefined && { source }),
  };
}
