/** Which processes belong to a home of Pulumi, by their environment (Linux): the command, its language hosts and providers, and their programs. */
import { readdirSync, readFileSync } from "node:fs";
import { remaining } from "../../plane/wait-for";

const END_TIMEOUT_MS = 5_000;

/** The ids of the processes that were started with this home, whoever their parent is now. */
export function processesOf(home: string): number[] {
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) => environmentOf(pid).includes(`PULUMI_HOME=${home}`)).map(Number);
}

/** Kills them; resolves with those that are still there after five seconds. */
export async function endProcessesOf(home: string): Promise<readonly number[]> {
  return remaining(async () => {
    const pids = processesOf(home);
    pids.forEach(kill);
    return pids;
  }, END_TIMEOUT_MS);
}

/** A process may end while it is looked at. */
function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
