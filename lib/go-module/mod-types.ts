/** A word of a go.mod or go.work file and its line. */
export interface ModWord {
  readonly text: string;
  readonly line: number;
}

export interface Requirement {
  readonly path: string;
  readonly version: string;
  /** Needed by another module only. */
  readonly isIndirect: boolean;
  readonly line: number;
}

export interface Replacement {
  readonly path: string;
  /** The one version that is replaced; all of them when there is none. */
  readonly version: string | undefined;
  /** A module path, or a folder when there is no version. */
  readonly target: string;
  readonly targetVersion: string | undefined;
  readonly line: number;
}

/** What a go.mod or go.work file says, as far as a build depends on it. */
export interface ModFile {
  readonly module?: ModWord;
  readonly go?: ModWord;
  readonly toolchain?: ModWord;
  readonly requires: readonly Requirement[];
  readonly replaces: readonly Replacement[];
  /** Folders of a workspace, as they stand in go.work. */
  readonly uses: readonly ModWord[];
}

export type ModFileDraft = {
  -readonly [K in keyof ModFile]: ModFile[K] extends readonly (infer T)[] ? T[] : ModFile[K];
};
