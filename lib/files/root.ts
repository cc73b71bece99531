import type { Stats } from "node:fs";
import { existsSync, lstatSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Complaint } from "../errors";
import { show } from "../show";
import { symlinkComplaint } from "./complaints";

/** What is wrong with an output folder, given by its absolute path. */
export function rootComplaint(root: string): Complaint | undefined {
  const found = statOf(root, lstatSync);
  if (!found) return parentComplaint(root);
  if (found.isSymbolicLink()) return symlinkComplaint(root);
  if (!found.isDirectory()) {
    return {
      code: "root-not-a-folder",
      got: `${show(root)}, which is not a folder`,
      allowed: "a folder",
      fix: "name a folder",
    };
  }
  const owner = ownerOf(root, found);
  if (!owner) return undefined;
  const fix = "name a folder of its own for the output, e.g. dist";
  return {
    code: "root-refused",
    got: `${show(root)}, ${owner}`,
    allowed: "a folder that holds nothing but output",
    fix,
  };
}

function parentComplaint(root: string): Complaint | undefined {
  const parent = dirname(root);
  if (statOf(parent, statSync)?.isDirectory()) return undefined;
  const got = `${show(root)}, and ${show(parent)} is not a folder`;
  return {
    code: "root-without-parent",
    got,
    allowed: "a folder, or a new one in a folder",
    fix: `make the folder ${show(parent)}`,
  };
}

function ownerOf(root: string, found: Stats): string | undefined {
  if (isSame(found, statOf("/", statSync))) return "the root of the file system";
  if (isSame(found, statOf(homedir(), statSync))) return "the home folder";
  return existsSync(join(root, ".git")) ? "the top of a Git repository" : undefined;
}

function isSame(one: Stats, other: Stats | undefined): boolean {
  return other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function statOf(path: string, stat: (path: string) => Stats): Stats | undefined {
  try {
    return stat(path);
  } catch {
    return undefined;
  }
}
