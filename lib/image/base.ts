import type { Complaint } from "../errors";
import { refuse } from "../errors";
import { isImageReference } from "../image-ref";
import { show } from "../show";
import { RUNTIME_BASES } from "../versions";

/** What the program of an image runs on. */
export class Base {
  /** Google's distroless static: roots of trust, time zones, the user 65532, no shell. */
  static readonly distroless = new Base(RUNTIME_BASES.distroless.reference, false, false);
  /** Nothing but the program, roots of trust and time zones. */
  static readonly scratch = new Base("scratch", true, false);
  /** A shell and a package manager besides. */
  static readonly alpine = new Base(RUNTIME_BASES.alpine.reference, true, false);

  private constructor(
    /** `scratch`, or a reference. */
    readonly reference: string,
    /** Whether what programs expect must be added: roots of trust and time zones. */
    readonly needsRoots: boolean,
    /** Whether it holds the C library that programs with cgo load. */
    readonly hasLibc: boolean,
  ) {
    Object.freeze(this);
  }

  /**
   * A base of your own, or one of a mirror. It is expected to hold roots of trust and time zones; the user is 65532 by number, whatever it says.
   * @param reference by digest; a tag alone is refused in production
   * @param options.libc whether it holds the C library of GNU, which programs with cgo load. @default false
   * @throws ValidationError when the reference breaks the grammar of distribution/reference.
   */
  static image(reference: string, options: { readonly libc?: boolean } = {}): Base {
    const wrong = referenceComplaint(reference);
    return wrong ? refuse(wrong, Base.image) : new Base(reference, false, options.libc ?? false);
  }

  /** Whether two builds of it are the same. */
  get isPinned(): boolean {
    return this.reference === "scratch" || this.reference.includes("@sha256:");
  }
}

/** What is wrong with the reference of a base or a builder. */
export function referenceComplaint(reference: unknown): Complaint | undefined {
  if (typeof reference === "string" && isImageReference(reference)) return undefined;
  return {
    code: "image-reference",
    got: show(reference),
    allowed: "[host[:port]/]path[:tag][@digest]",
    fix: "e.g. mirror.example.test/distroless/static@sha256:…",
  };
}
