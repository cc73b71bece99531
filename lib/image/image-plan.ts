import type { GoCommand, GoModule } from "../go-module";
import type { Registry } from "../registry";
import type { Base } from "./base";
import type { Platform } from "./platform";

/** One image of the program with every default filled in: what a builder, a Compose file or a pipeline may want to know of it. */
export interface ImagePlan {
  /** Environment and construct path, e.g. `prod/shop/StorefrontImage`. */
  readonly path: string;
  /** Name of the image, of its folder and of its build target, e.g. `storefront`. */
  readonly name: string;
  readonly module: GoModule;
  /** The main package that becomes the program. */
  readonly command: GoCommand;
  /** What the Go toolchain runs on: a reference, by digest unless somebody chose otherwise. */
  readonly builder: string;
  /** What the program runs on. */
  readonly base: Base;
  readonly platforms: readonly Platform[];
  readonly registries: readonly Registry[];
  /** Where it is pushed, without tag; deployments pull from the first one. */
  readonly repositories: readonly string[];
  /** What containers of this environment run: the digest of the lock file, or a tag in development; empty when it was never built. */
  readonly reference: string;
  /** Whether `pulumi up` builds it, so that the digest of `reference` only stands for the one that the build will give. @default false */
  readonly isBuiltOnUp: boolean;
  /** Patterns of modules that need credentials, as in GOPRIVATE. */
  readonly privateModules: readonly string[];
  /** OCI labels beyond the ones that every image gets. */
  readonly labels: Readonly<Record<string, string>>;
}
