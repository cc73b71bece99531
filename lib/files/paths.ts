import { basename, dirname, join } from "node:path/posix";
import type { Complaint } from "../errors";
import { isValidText } from "../render/yaml";
import { show } from "../show";
import { INDEX, TEMPORARY } from "./index-name";

const MAX_SEGMENT_BYTES = 255;
// Controls would break the index and the terminal; a backslash is a separator on Windows.
const FORBIDDEN = /[\p{Cc}\\]/u;
// Nearly every path: nothing that a closer look could refuse.
const USUAL = /^[A-Za-z0-9_-][\w.-]*(?:\/[A-Za-z0-9_-][\w.-]*)*$/;
const RESERVED = [".git", INDEX, TEMPORARY];

/** What is wrong with relative paths that are to be written into one folder; nothing is read from disk. */
export function pathComplaints(files: readonly string[]): Map<string, Complaint> {
  const complaints = new Map<string, Complaint>();
  const taken = new Map<string, Place>();
  for (const file of files) {
    const complaint = shapeComplaint(file) ?? clashComplaint(file, taken);
    if (complaint) complaints.set(file, complaint);
  }
  return complaints;
}

/** Whether an index may name this path: one that we write, or the temporary file beside it. */
export function isIndexable(path: string): boolean {
  return rule(basename(path) === TEMPORARY ? join(dirname(path), "_") : path) === undefined;
}

function shapeComplaint(file: string): Complaint | undefined {
  const allowed = rule(file);
  if (!allowed) return undefined;
  return { code: "file-path", got: show(file), allowed, fix: "rename what the file is named after" };
}

function rule(file: string): string | undefined {
  if (file.length <= MAX_SEGMENT_BYTES && USUAL.test(file)) return undefined;
  if (FORBIDDEN.test(file) || !isValidText(file)) return "a path of printable characters with forward slashes";
  const segments = file.split("/");
  if (/^[A-Za-z]:/.test(file) || segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    return "a relative path below the output folder, without empty parts, . and ..";
  }
  if (segments.some((segment) => Buffer.byteLength(segment) > MAX_SEGMENT_BYTES)) {
    return `at most ${String(MAX_SEGMENT_BYTES)} bytes between two slashes`;
  }
  const isTaken = segments.some((segment) => RESERVED.includes(segment.toLowerCase()));
  return isTaken ? `a path without ${RESERVED.join(", ")}` : undefined;
}

interface Place {
  readonly name: string;
  readonly isFile: boolean;
}

/** Files, and folders on their way, that would be one and the same on macOS or Windows. */
function clashComplaint(file: string, taken: Map<string, Place>): Complaint | undefined {
  for (let name = file; name !== "."; name = dirname(name)) {
    const isFile = name === file;
    const other = taken.get(fold(name));
    if (!other) taken.set(fold(name), { name, isFile });
    else if (other.name === name && !isFile && !other.isFile) return undefined;
    else return clash(file, other.name);
  }
  return undefined;
}

function clash(file: string, other: string): Complaint {
  const allowed = "paths that differ in more than upper and lower case, and no file that is also a folder";
  return { code: "file-clash", got: `${show(file)} beside ${show(other)}`, allowed, fix: "rename one of the two" };
}

function fold(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
