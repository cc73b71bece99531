/** Something that is known, or why it is not. */
export type Fact<T = string> = { readonly value: T } | { readonly unknown: string };

/** Versions of modules from elsewhere by path; `other.path@version` where a module of another path stands in. */
export type ModuleVersions = ReadonlyMap<string, string>;

/** What a program is built from. */
export interface BuildFacts {
  /** As `go env GOVERSION` says it, e.g. `go1.26.8`. */
  readonly go: Fact;
  readonly modules: Fact<ModuleVersions>;
  /** The commit of its sources. */
  readonly source: Fact;
}

/** What a program that runs an image is given. */
export interface ProgramFacts {
  /** Names of its variables, and paths of its configuration files. */
  readonly settings: ReadonlySet<string>;
  /** Engine and version of each backing server, by name. */
  readonly servers: ReadonlyMap<string, string>;
}

/** The programs of an environment that run an image, by app and name, e.g. `shop/storefront`. */
export type Programs = ReadonlyMap<string, ProgramFacts>;

/** Everything that is held against each other for one image. */
export interface ImageFacts {
  readonly name: string;
  /** What would be built and run here. */
  readonly local: BuildFacts & { readonly programs: Programs };
  /** What was built. */
  readonly image: BuildFacts & { readonly digest: string };
  /** What the environment runs. */
  readonly environment: { readonly digest: Fact; readonly programs: Programs };
}
