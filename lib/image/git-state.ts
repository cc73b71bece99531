/** What an image was made from, as Git tells it; a plain value. */
export interface GitState {
  /** The whole commit: 40 or 64 lower-case hexadecimal digits. */
  readonly commit: string;
  /** When it was committed: RFC 3339 with its offset, e.g. `2026-11-21T15:29:43+01:00`. */
  readonly date: string;
  /** Without `refs/heads/`. @default - a commit without a branch, as pipelines check it out */
  readonly branch?: string;
  /** Git tags of this very commit, without `refs/tags/`. */
  readonly tags: readonly string[];
  /** Whether something is changed, or new and not ignored, that is not in the commit. */
  readonly isDirty: boolean;
}
