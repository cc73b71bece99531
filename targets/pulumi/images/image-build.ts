import type { Platform } from "../../../lib/image/platform";

/** One image that `pulumi up` builds: a plain value. Paths are relative to the working folder of the program. */
export interface ImageBuild {
  /** Environment and construct path, e.g. `prod/shop/StorefrontImage`. */
  readonly path: string;
  /** The text in the manifests that stands for the image until its digest is known. */
  readonly reference: string;
  /** Folder of the build context. */
  readonly context: string;
  /** File with the Dockerfile; its ignore file stands beside it. */
  readonly dockerfile: string;
  /** The stage of the Dockerfile that is the image. */
  readonly stage: string;
  readonly platforms: readonly Platform[];
  readonly args: Readonly<Record<string, string>>;
  /** Where it is pushed, without tag; deployments pull from the first one. */
  readonly repositories: readonly string[];
  /** The tag that it gets in each of them. */
  readonly tag: string;
  /** Where `npm run images` leaves its layers. */
  readonly cache: string;
  /** An output of BuildKit. */
  readonly output: string;
  /** Ids of the secrets that its steps mount. */
  readonly secrets: readonly "netrc"[];
  /** Users of registries by host, where the program names them. */
  readonly users: Readonly<Record<string, string>>;
  /** Registries that it is pushed to and that its bases come from, as `host[:port]`. */
  readonly hosts: readonly string[];
}
