import type { Complaint } from "../errors";
import { show } from "../show";
import type { Spot } from "./tree";

/** Somebody else's file where ours should be. */
export function foreignComplaint(file: string, marker: string, wasOurs: boolean): Complaint {
  const got = `${show(file)}, ${wasOurs ? "edited since it was written" : "a file of somebody else"}`;
  const allowed = `no file, one that begins with ${show(marker)}, or one as the last run wrote it`;
  return { code: "foreign-file", got, allowed, fix: "move it elsewhere, or delete it if nobody needs it" };
}

/** Something other than a file where a file should be, or other than a folder on the way. */
export function obstacleComplaint(file: string, spot: Spot): Complaint {
  if (spot.kind === "symlink") return symlinkComplaint(spot.at);
  const got = `${show(spot.at)}, which is a ${spot.kind === "special" ? "device, pipe or socket" : spot.kind}`;
  const allowed = spot.at === file ? "a file or nothing" : "a folder or nothing";
  return { code: "wrong-kind-of-file", got, allowed, fix: "move it elsewhere, or delete it if nobody needs it" };
}

/** A link could lead what is written, or deleted, to anywhere. */
export function symlinkComplaint(path: string): Complaint {
  const allowed = "folders and files without symbolic links";
  return { code: "symlink-in-the-way", got: `the symbolic link ${show(path)}`, allowed, fix: "remove the link" };
}

/** The operating system said no; any other error is a fault of ours and is thrown on. */
export function systemComplaint(error: unknown, complaint: Omit<Complaint, "got">): Complaint {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return { ...complaint, got: message };
}
