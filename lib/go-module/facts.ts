import type { GoHints } from "./hints";

/** A line of a source, by its file relative to the build context. */
export interface SourceLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A main package; its line is that of `func main`. */
export interface GoCommand extends SourceLine {
  /** What the go command calls the program. */
  readonly name: string;
  /** Seen from the module's folder: `.` or `./cmd/server`. */
  readonly package: string;
}

/** What a `//go:embed` takes into the program. */
export interface GoEmbed extends SourceLine {
  /** Files or folders, relative to the build context, in the syntax of https://pkg.go.dev/path#Match. */
  readonly pattern: string;
}

/** A go.work and the folders that it names, relative to the build context. */
export interface GoWorkspace {
  readonly file: string;
  readonly uses: readonly string[];
}

/** What can be known of a Go module from its files. Paths are relative to the build context, unless they say otherwise. */
export interface GoModuleFacts {
  /**
   * The build context: the smallest folder that holds the module, its workspace and every module of the project that its build reads. Relative to the
   * working folder, or to where the paths of {@link GoModule.of} begin.
   */
  readonly root: string;
  /** The folder of the module, `.` when it is the context. */
  readonly dir: string;
  /** The module path. */
  readonly path: string;
  /** The version of Go that the build needs, from the go directive of go.work or else of go.mod: `1.26.0`; 1.16 or 1.18 where they say nothing. */
  readonly go: string;
  /** What the toolchain directive suggests, e.g. `go1.26.8`. */
  readonly toolchain: string | undefined;
  /** Main packages in the module's folder, in `cmd` and in the folders of `cmd`, by folder; one at least. */
  readonly commands: readonly GoCommand[];
  /** The go.work that the go command finds above the module. */
  readonly workspace: GoWorkspace | undefined;
  /**
   * Folders besides the module's own that it is made of: the modules in the project that its packages and their tests import, directly or not; and the
   * `vendor` folder of a workspace. Modules that are required only need no more than their {@link moduleFiles}.
   */
  readonly locals: readonly string[];
  /** go.work, go.mod, go.sum and go.work.sum: all that the go command reads before any source, so that it can download. */
  readonly moduleFiles: readonly string[];
  /** Whether the go command takes what is not of the project from a `vendor` folder, by itself. */
  readonly vendored: boolean;
  /**
   * Where the programs import "C" and cannot do without: the package has no file that is built in its place when cgo is off. Modules that are downloaded
   * or vendored are not looked into.
   */
  readonly cgo: readonly SourceLine[];
  /** What the module with its tests, and what it imports of the project, embeds. */
  readonly embeds: readonly GoEmbed[];
  /**
   * Versions of the modules from elsewhere that go.mod requires, by path; `other.path@version` where a module of another path stands in. What a
   * dependency or another module of the workspace requires may be newer, and is used then.
   */
  readonly requires: Readonly<Record<string, string>>;
  /** What the source of the programs seems to listen on: for people, nothing is derived from it. */
  readonly hints: GoHints;
}
