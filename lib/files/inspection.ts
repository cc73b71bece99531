import { accessSync, constants } from "node:fs";
import { basename, dirname, join } from "node:path/posix";
import type { Complaint, Problem } from "../errors";
import { isValidText } from "../render/yaml";
import { foreignComplaint, obstacleComplaint, systemComplaint } from "./complaints";
import { INDEX, TEMPORARY } from "./index-name";
import { OwnedFiles } from "./owned-files";
import { pathComplaints } from "./paths";
import type { Tree } from "./tree";
import type { OutputFile, WriteOptions } from "./output";

/** What a run would do; nothing is touched, and nothing may be while there is a problem. */
export class Inspection {
  readonly problems: Problem[] = [];
  readonly created: OutputFile[] = [];
  readonly changed: OutputFile[] = [];
  readonly deleted: string[] = [];
  readonly unchanged: string[] = [];
  readonly leftAlone: string[] = [];
  /** Temporary files of an interrupted run. */
  readonly leftovers: string[] = [];
  /** Folders that files of ours have left, by this run or an interrupted one. */
  readonly vacated = new Set<string>();
  /** What is ours after the run. */
  readonly after: OwnedFiles;
  /** The index as it stands on disk. */
  readonly indexText: string | undefined;
  private readonly before: OwnedFiles;

  constructor(
    private readonly tree: Tree,
    files: readonly OutputFile[],
    private readonly options: WriteOptions,
  ) {
    this.after = new OwnedFiles(options.marker);
    this.before = new OwnedFiles(options.marker);
    this.indexText = this.attempt(INDEX, () => this.readIndex());
    // Without the index, files of ours would be taken for somebody else's: nothing more to say until it can be read.
    const isIndexRead = this.problems.length === 0;
    const complaints = pathComplaints(files.map(({ file }) => file));
    for (const [file, complaint] of complaints) this.report(file, complaint);
    if (isIndexRead) this.compare(files.filter(({ file }) => !complaints.has(file)));
  }

  /** What is ours while the run goes on: what was, what will be, and the temporary files. */
  during(): OwnedFiles {
    const owned = new OwnedFiles(this.options.marker);
    owned.addFrom(this.before);
    owned.addFrom(this.after);
    for (const { file } of this.renamed()) owned.addUnseen(join(dirname(file), TEMPORARY));
    return owned;
  }

  /** Files that must never be there in part: half of a text without the marker is nobody's. */
  renamed(): OutputFile[] {
    return [...this.changed, ...this.created.filter(({ text }) => !text.startsWith(this.options.marker))];
  }

  private compare(files: readonly OutputFile[]): void {
    for (const wanted of files) this.attempt(wanted.file, () => this.place(wanted));
    for (const path of this.before.paths()) if (!this.after.has(path)) this.attempt(path, () => this.release(path));
    for (const path of this.temporaries()) this.attempt(path, () => this.checkTemporary(path));
    for (const folder of this.touchedFolders()) this.checkAccess(folder);
  }

  private readIndex(): string | undefined {
    const spot = this.tree.spot(INDEX);
    if (spot.kind === "nothing") return undefined;
    if (spot.kind !== "file") {
      this.report(INDEX, obstacleComplaint(INDEX, spot));
      return;
    }
    const text = this.tree.read(INDEX).toString();
    const { marker } = this.options;
    if (!text.startsWith(marker)) {
      this.report(INDEX, foreignComplaint(INDEX, marker, false));
      return;
    }
    for (const line of this.before.readIndex(text)) this.report(INDEX, brokenLine(line));
    return text;
  }

  private place(wanted: OutputFile): void {
    const { file, text } = wanted;
    if (!isValidText(text)) {
      this.report(file, NOT_UNICODE);
      return;
    }
    this.after.add(file, text);
    const spot = this.tree.spot(file);
    if (spot.kind === "nothing") this.created.push(wanted);
    else if (spot.kind !== "file" || spot.at !== file) this.report(file, obstacleComplaint(file, spot));
    else if (this.tree.holds(file, Buffer.from(text))) this.unchanged.push(file);
    else if (this.before.wrote(file, this.tree.read(file))) this.changed.push(wanted);
    else this.report(file, foreignComplaint(file, this.options.marker, this.before.has(file)));
  }

  /** A file that is no longer wanted. */
  private release(path: string): void {
    if (basename(path) === TEMPORARY) return;
    const { folders } = this.options;
    if (folders && !folders.includes(path.split("/", 1)[0] ?? "")) {
      this.after.addFrom(this.before, [path]);
      return;
    }
    const spot = this.tree.spot(path);
    const isFile = spot.kind === "file" && spot.at === path;
    if (isFile && this.before.wrote(path, this.tree.read(path))) this.deleted.push(path);
    else if (spot.kind !== "nothing") this.leftAlone.push(path);
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      if (this.tree.spot(folder).kind === "folder") this.vacated.add(folder);
    }
  }

  private temporaries(): Set<string> {
    const known = this.before.paths().filter((path) => basename(path) === TEMPORARY);
    return new Set([TEMPORARY, ...known, ...this.renamed().map(({ file }) => join(dirname(file), TEMPORARY))]);
  }

  private checkTemporary(path: string): void {
    const spot = this.tree.spot(path);
    if (spot.kind === "nothing") return;
    if (spot.kind !== "file" || spot.at !== path) {
      this.report(path, obstacleComplaint(path, spot));
      return;
    }
    const bytes = this.tree.read(path);
    const isOurs = this.before.has(path) || bytes.length === 0 || this.before.wrote(path, bytes);
    if (isOurs) this.leftovers.push(path);
    else this.report(path, foreignComplaint(path, this.options.marker, false));
  }

  private touchedFolders(): Set<string> {
    const paths = [...this.created, ...this.changed].map(({ file }) => file).concat(this.deleted, this.leftovers);
    const folders = new Set(paths.length > 0 ? [".", ...paths.map((path) => dirname(path))] : []);
    return new Set([...folders].map((folder) => this.nearest(folder)));
  }

  private nearest(folder: string): string {
    return folder === "." || this.tree.spot(folder).kind === "folder" ? folder : this.nearest(dirname(folder));
  }

  private checkAccess(folder: string): void {
    const { exists, root } = this.tree;
    try {
      accessSync(exists ? this.tree.absolute(folder) : dirname(root), constants.W_OK | constants.X_OK);
    } catch (error) {
      this.report(folder, systemComplaint(error, NOT_WRITABLE));
    }
  }

  private attempt<T>(path: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.report(path, systemComplaint(error, NOT_READABLE));
      return undefined;
    }
  }

  private report(path: string, complaint: Complaint): undefined {
    this.problems.push({ ...complaint, path: this.tree.shown(path), field: "" });
  }
}

const ACCESS_FIX = "change its owner or mode";
const NOT_READABLE = { code: "file-not-readable", allowed: "a file that may be read", fix: ACCESS_FIX };
const NOT_WRITABLE = { code: "folder-not-writable", allowed: "a folder that may be written", fix: ACCESS_FIX };
const NOT_UNICODE: Complaint = {
  code: "text-not-unicode",
  got: "a surrogate without its partner",
  allowed: "valid Unicode",
  fix: "encode binary data as base64",
};

function brokenLine(line: string): Complaint {
  const fix = "take it from version control, or delete it: files with the marker line are known without it";
  return { code: "index-damaged", got: `the line ${JSON.stringify(line)}`, allowed: "paths below this folder", fix };
}
