import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** The control group of a supervised folder, below which all of its containers lie; the supervisor removes it. */
export function groupOf(folder: string): string {
  return basename(folder);
}

/** The processes in a group and below. */
export function membersOf(group: string): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => groups(pid).includes(`/${group}/`)).map(Number);
}

/** A process may end while it is looked at. */
function groups(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, "utf8");
  } catch {
    return "";
  }
}
