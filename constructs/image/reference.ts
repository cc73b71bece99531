import type { Environment } from "../../lib/environment";
import type { LockedImage } from "../../lib/image-lock";
import { ImageRef } from "../../lib/image-ref";
import type { Finding } from "../../lib/fields";
import type { Platform } from "../../lib/image/platform";
import { show } from "../../lib/show";

/** What a declared image must be, so that the lock file can be held against it. */
export interface Wanted {
  readonly name: string;
  /** Where deployments pull it from, without tag. */
  readonly repository: string;
  readonly platforms: readonly Platform[];
}

const BUILD = "npm run images builds it and writes the digest down";

/** What containers run: the digest that the last build wrote down; before there was one, a tag in development and nothing in production. */
export function referenceOf({ repository }: Wanted, locked: LockedImage | undefined, { stage }: Environment): ImageRef {
  if (locked) return ImageRef.pinned(`${locked.ref}@${locked.digest}`);
  return stage === "development" ? ImageRef.tagged(`${repository}:dev`) : ImageRef.placeholder(repository);
}

/** Everything that a build puts right. */
export function buildFindings(
  wanted: Wanted,
  locked: LockedImage | undefined,
  environment: Environment,
): readonly Finding[] {
  if (!locked) return environment.stage === "development" ? [] : [notBuilt(wanted, environment)];
  const missing = wanted.platforms.filter((platform) => !locked.platforms.includes(platform));
  return [
    ...(locked.ref === wanted.repository ? [] : [elsewhere(wanted, locked)]),
    ...(missing.length === 0 ? [] : [narrower(locked, missing)]),
  ];
}

function notBuilt({ name }: Wanted, environment: Environment): Finding {
  const got = `no digest of ${show(name)} for ${environment.name}`;
  return {
    code: "image-not-built",
    field: "",
    got,
    allowed: "an image with a digest in production: a tag can move",
    fix: BUILD,
  };
}

function elsewhere({ repository }: Wanted, { ref }: LockedImage): Finding {
  return {
    code: "image-repository",
    field: "registries",
    got: `an image in ${show(ref)}`,
    allowed: `one in ${show(repository)}, where this environment pulls from`,
    fix: BUILD,
  };
}

function narrower({ platforms }: LockedImage, missing: readonly Platform[]): Finding {
  return {
    code: "image-platforms",
    field: "platforms",
    got: `an image for ${platforms.join(", ")}`,
    allowed: `one for ${missing.join(", ")} too`,
    fix: BUILD,
  };
}
