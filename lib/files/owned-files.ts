import { createHash } from "node:crypto";
import { isIndexable } from "./paths";

/** Stands for a digest where the marker is enough. */
const BY_MARKER: readonly string[] = [""];

/**
 * The files that were written into a folder. A file that begins with the marker proves by itself whose it is;
 * any other, such as JSON, is known by the digest of what was written. After an interrupted run there may be two digests.
 */
export class OwnedFiles {
  private readonly digests = new Map<string, readonly string[]>();

  constructor(private readonly marker: string) {}

  /** Takes over an index; hands back the lines that name no path. */
  readIndex(text: string): string[] {
    const broken: string[] = [];
    for (const line of text.split(/\r?\n/).slice(1)) {
      const [path = "", digest] = line.split("\t");
      if (isIndexable(path)) this.note(path, digest);
      else if (line !== "") broken.push(line);
    }
    return broken;
  }

  /** Notes that this text is written to this path. */
  add(path: string, text: string): void {
    this.note(path, text.startsWith(this.marker) ? undefined : digestOf(text));
  }

  /** Notes that whatever stands at this path is ours: a temporary file, which may hold half of a text. */
  addUnseen(path: string): void {
    this.note(path);
  }

  /** Takes over what another list knows of some paths. */
  addFrom(other: OwnedFiles, paths: readonly string[] = other.paths()): void {
    for (const path of paths) for (const digest of other.digests.get(path) ?? []) this.note(path, digest);
  }

  has(path: string): boolean {
    return this.digests.has(path);
  }

  paths(): string[] {
    return [...this.digests.keys()];
  }

  /** Whether these bytes at this path were written by us. An empty file may be one that an interrupted run began. */
  wrote(path: string, bytes: Buffer): boolean {
    if (bytes.subarray(0, Buffer.byteLength(this.marker)).equals(Buffer.from(this.marker))) return true;
    if (bytes.length === 0 && this.has(path)) return true;
    return this.digests.get(path)?.includes(digestOf(bytes)) ?? false;
  }

  /** The index as it is written. */
  toText(): string {
    const lines = [...this.digests].flatMap(([path, digests]) =>
      [...digests].map((digest) => (digest ? `${path}\t${digest}` : path)),
    );
    return [`${this.marker}: the files of this folder that it may change and delete.`, ...lines.sort(), ""].join("\n");
  }

  private note(path: string, digest?: string): void {
    const known = this.digests.get(path);
    const noted = digest ? [digest] : BY_MARKER;
    this.digests.set(path, known ? [...new Set([...known, ...noted])] : noted);
  }
}

function digestOf(content: string | Buffer): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
