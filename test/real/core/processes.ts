/** What /proc says about the programs of a control plane (Linux). */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const LISTENING = "0A";

/** The ids of the processes whose working directory is the folder. */
export function processesIn(folder: string): string[] {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && link(`/proc/${pid}/cwd`).startsWith(folder));
}

/** Address and port of each TCP socket on which these processes listen. */
export function listeningSockets(folder: string): string[] {
  const inodes = new Set(processesIn(folder).flatMap(socketInodes));
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => readFileSync(table, "utf8").split("\n").slice(1));
  const sockets = rows.map((row) => row.trim().split(/\s+/)).filter((fields) => fields[3] === LISTENING);
  return sockets.filter((fields) => inodes.has(fields[9] ?? "")).map((fields) => address(fields[1] ?? ""));
}

function socketInodes(pid: string): string[] {
  const targets = readdirSync(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`));
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

/** `0100007F:1F90` is 127.0.0.1:8080: the address little-endian, all in hexadecimal; IPv6 stays as it is. */
function address(entry: string): string {
  const [host = "", port = ""] = entry.split(":");
  const bytes = Buffer.from(host, "hex").reverse();
  return `${bytes.length === 4 ? bytes.join(".") : host}:${parseInt(port, 16)}`;
}

/** A process may end while it is looked at. */
function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
