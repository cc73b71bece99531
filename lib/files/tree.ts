import type { Dirent } from "node:fs";
import { closeSync, constants, openSync, readdirSync, readFileSync, readSync } from "node:fs";

const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** What stands at a path, or at the first part of it that is neither a folder nor free. */
export interface Spot {
  readonly kind: "nothing" | "file" | "folder" | "symlink" | "special";
  readonly at: string;
}

type Listing = ReadonlyMap<string, Dirent>;

/** A folder as it was when first looked at: each sub-folder is listed once, no link is followed. */
export class Tree {
  private readonly folders = new Map<string, Listing | Spot>();
  private buffer = Buffer.allocUnsafe(1 << 16);

  constructor(
    /** Absolute path. */
    readonly root: string,
    /** The folder as the caller named it. */
    private readonly name: string,
    /** Whether it is there yet. */
    readonly exists: boolean,
  ) {
    if (!exists) this.folders.set(".", new Map<string, Dirent>());
  }

  spot(path: string): Spot {
    const slash = path.lastIndexOf("/");
    const folder = this.folder(slash < 0 ? "." : path.slice(0, slash));
    return "kind" in folder ? folder : { kind: kindOf(folder.get(path.slice(slash + 1))), at: path };
  }

  /** The bytes of a file. */
  read(path: string): Buffer {
    return this.open(path, (file) => readFileSync(file));
  }

  /** Whether a file holds exactly these bytes; one byte more than expected is enough to know that it doesn't. */
  holds(path: string, expected: Buffer): boolean {
    if (this.buffer.length <= expected.length) this.buffer = Buffer.allocUnsafe(2 * expected.length);
    const length = this.open(path, (file) => readSync(file, this.buffer, 0, expected.length + 1, null));
    return length === expected.length && expected.compare(this.buffer, 0, length) === 0;
  }

  /** The path as the caller would name it, for messages. */
  shown(path: string): string {
    return path === "." ? this.name : `${this.name}/${path}`;
  }

  absolute(path: string): string {
    return `${this.root}/${path}`;
  }

  private open<T>(path: string, use: (file: number) => T): T {
    const file = openSync(this.absolute(path), READ);
    try {
      return use(file);
    } finally {
      closeSync(file);
    }
  }

  private folder(path: string): Listing | Spot {
    const known = this.folders.get(path);
    if (known) return known;
    const spot: Spot = path === "." ? { kind: "folder", at: path } : this.spot(path);
    const found = spot.kind === "folder" ? this.list(path) : spot.kind === "nothing" ? new Map<string, Dirent>() : spot;
    this.folders.set(path, found);
    return found;
  }

  private list(path: string): Listing {
    return new Map(readdirSync(this.absolute(path), { withFileTypes: true }).map((entry) => [entry.name, entry]));
  }
}

function kindOf(entry: Dirent | undefined): Spot["kind"] {
  if (!entry) return "nothing";
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "symlink" : "special";
}
