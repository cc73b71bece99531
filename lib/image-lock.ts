import { ImageRef } from "./image-ref";
import { show } from "./show";

/** One built image, as its build wrote it down. */
export interface LockedImage {
  readonly ref: string;
  readonly digest: string;
  readonly platforms: readonly string[];
  readonly source: string;
}

/** The content of `images.lock.json`. */
export interface ImageLockFile {
  readonly version: 1;
  readonly environments: Readonly<Record<string, Readonly<Record<string, LockedImage>>>>;
}

/** The images that were built before, or that `pulumi up` builds. */
export type Images = ImageLock | "on-up";

/** The images that were built for each environment. */
export class ImageLock {
  constructor(
    private readonly content: ImageLockFile,
    private readonly file: string,
  ) {}

  /** What was built under a name for an environment. */
  find(environment: { readonly name: string }, name: string): LockedImage | undefined {
    return this.content.environments[environment.name]?.[name];
  }

  /** Everything that was built for an environment. */
  builtFor(environment: { readonly name: string }): readonly LockedImage[] {
    return Object.values(this.content.environments[environment.name] ?? {});
  }

  /** The image of a program in an environment; when it was never built, the construct that uses it says which command builds it. */
  image(environment: { readonly name: string }, name: string): ImageRef {
    const locked = this.find(environment, name);
    if (locked) return ImageRef.pinned(`${locked.ref}@${locked.digest}`);
    return ImageRef.missing({
      code: "image-not-built",
      got: `no image ${show(name)} for ${environment.name} in ${this.file}`,
      allowed: "an image with a digest",
      fix: "npm run images builds it and writes the digest down",
    });
  }
}
