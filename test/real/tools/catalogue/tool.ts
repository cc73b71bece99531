/** Files that a tool takes out of a Go module of its go.mod. */
export interface ModuleFiles {
  readonly module: string;
  readonly folder: string;
  /** @default - every YAML file but kustomization.yaml */
  readonly match?: RegExp;
  /** Folder among the tool's files. @default - none of its own */
  readonly as?: string;
}

/** Suites that are built and run together. */
export type Area = "core" | "images" | "pulumi" | "slo" | "bench";

/** Something that the real suites need, made from Go modules, npm, Python or Debian packages; what names them lies in the folder of its name. */
export interface Tool {
  /** The suites that need it. */
  readonly area: Area | readonly Area[];
  /** The module whose version is the tool's version. @default - the tool has no version of its own */
  readonly module?: string;
  /** Import path of the main package. @default - the tool is files only */
  readonly main?: string;
  /** Import paths of further programs from the same modules, each named after the last part of its path. @default - none */
  readonly alsoMain?: readonly string[];
  /** Build tags. @default - none */
  readonly tags?: readonly string[];
  /**
   * What the published module lacks: paths in it, each with the file of the module that takes the place.
   * The programs are then built in a copy of their module, with its own go.mod and go.sum. @default - nothing
   */
  readonly lacking?: Readonly<Record<string, string>>;
  /** Linker variables that carry the version. @default - none */
  readonly stamp?: (version: string) => Readonly<Record<string, string>>;
  /** @default - none */
  readonly files?: readonly ModuleFiles[];
  /** Whether it is what the folder's package-lock.json names. @default false */
  readonly npm?: true;
  /** The Python package that the folder's requirements.txt brings with all that it needs. @default - none */
  readonly python?: string;
  /** Whether the folder's take.sh fetches its files from the Debian release of this machine; that signs them, and names their versions. @default false */
  readonly debian?: true;
}
