import type { Complaint } from "./errors";
import { refuse } from "./errors";
import { isLaterText } from "./later";
import { objectName } from "./names";
import { show } from "./show";

// distribution/reference: [host[:port]/]path[:tag][@sha256:hex]; no backtracking, the parts are disjoint.
const REFERENCE =
  /^(?<name>(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
const DIGEST_HINT = "sha256: and 64 lower-case hexadecimal digits";

/** Which image a container runs: a literal digest, a tag where development allows one, or the reason why there is none. */
export class ImageRef {
  private constructor(
    /** The reference as the container runtime reads it; empty when there is none. */
    readonly reference: string,
    /** `sha256:…`, or nothing when only a tag is known. */
    readonly digest: string | undefined,
    /** Why there is no image; the construct that uses it reports this. */
    readonly complaint?: Complaint,
    /** Name of the Secret, in the namespace of the program, with which nodes pull it; nothing when they need none. */
    readonly pullSecret?: string,
  ) {
    Object.freeze(this);
  }

  /**
   * An image by its digest, e.g. `registry.example.test/shop/storefront@sha256:…`; a tag before the digest is kept for the reader.
   * @throws ValidationError when the reference has no digest or breaks the grammar of distribution/reference.
   */
  static pinned(reference: string): ImageRef {
    const parts = parse(reference, ImageRef.pinned);
    if (parts.digest) return new ImageRef(reference, parts.digest);
    const fix =
      "take the digest that the registry printed when the image was pushed, or use ImageRef.tagged in development";
    return refuse(
      { code: "image-without-digest", got: show(reference), allowed: `name@${DIGEST_HINT}`, fix },
      ImageRef.pinned,
    );
  }

  /**
   * An image by a tag, for development: a stage of "production" refuses it.
   * @throws ValidationError when the tag is missing or `latest`, or the reference breaks the grammar.
   */
  static tagged(reference: string): ImageRef {
    const parts = parse(reference, ImageRef.tagged);
    if (parts.digest) return new ImageRef(reference, parts.digest);
    if (parts.tag && parts.tag !== "latest") return new ImageRef(reference, undefined);
    const allowed = "a tag other than latest: what runs must be repeatable";
    return refuse(
      { code: "image-tag", got: show(reference), allowed, fix: "name the version, e.g. :v1.4.2" },
      ImageRef.tagged,
    );
  }

  /**
   * An image that only `pulumi up` knows, e.g. from a registry look-up: `ImageRef.later(app.later("web", output))`, where the Output is the whole reference
   * with its digest.
   * @throws ValidationError for any other text.
   */
  static later(text: string): ImageRef {
    if (isLaterText(text)) return ImageRef.placeholder(text);
    const complaint = {
      code: "later-image",
      got: show(text),
      allowed: "what app.later gave back",
      fix: 'ImageRef.later(app.later("web", output)), or ImageRef.pinned(reference)',
    };
    return refuse(complaint, ImageRef.later);
  }

  /** No image yet; the construct that is given this refuses with the complaint. */
  static missing(complaint: Complaint): ImageRef {
    return new ImageRef("", undefined, complaint);
  }

  /** For an image that is refused or was not built, so that what uses it has nothing to add to its problems. */
  static placeholder(repository: string): ImageRef {
    const digest = `sha256:${"0".repeat(64)}`;
    return new ImageRef(`${repository}@${digest}`, digest);
  }

  /**
   * The same image, pulled with a Secret of type kubernetes.io/dockerconfigjson that somebody else makes in the namespace of the program.
   * @throws ValidationError when no Secret can have this name.
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  pulledWith(secret: string): ImageRef {
    const complaint = objectName("Secret", secret);
    if (complaint) return refuse(complaint, ImageRef.prototype.pulledWith);
    return new ImageRef(this.reference, this.digest, this.complaint, secret);
  }

  toString(): string {
    return this.reference;
  }
}

/** Whether a text is a reference by the grammar of distribution/reference. */
export function isImageReference(text: string): boolean {
  return (REFERENCE.exec(text)?.groups?.["name"]?.length ?? 256) <= 255;
}

function parse(reference: string, above: (reference: string) => ImageRef) {
  const groups = REFERENCE.exec(reference)?.groups;
  if (groups && isImageReference(reference)) return { tag: groups["tag"], digest: groups["digest"] };
  const allowed = `[host[:port]/]path[:tag][@digest]: lower-case path of at most 255 characters, tag of at most 128, digest ${DIGEST_HINT}`;
  return refuse(
    {
      code: "image-reference",
      got: show(reference),
      allowed,
      fix: "e.g. registry.example.test/shop/storefront:v1.4.2",
    },
    above,
  );
}
