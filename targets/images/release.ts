import { posix } from "node:path";
import type { Target } from "./targets";

/** How the image that is deployed is built, whoever builds it. */
export interface Release {
  /** The build context, relative to the working folder. */
  readonly context: string;
  /** The last stage of the Dockerfile. */
  readonly stage: "release";
  /** Where a build leaves its layers for later ones. */
  readonly cache: string;
  /** An output of BuildKit: pushed under every tag; with SOURCE_DATE_EPOCH, one source gives one digest. */
  readonly output: string;
  /** Ids of the secrets that its steps mount. */
  readonly secrets: readonly "netrc"[];
}

export function releaseOf({ plan, repositories }: Target): Release {
  return {
    context: posix.normalize(plan.module.root),
    stage: "release",
    cache: `${repositories[0]}:cache`,
    output: "type=image,push=true,rewrite-timestamp=true",
    secrets: plan.privateModules.length > 0 ? ["netrc"] : [],
  };
}
