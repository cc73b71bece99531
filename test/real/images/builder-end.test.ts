import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { processesIn } from "../core/processes";
import { remaining, waitFor } from "../plane/wait-for";
import { groupOf, membersOf } from "./plane/control-group";

const MINUTE = 60_000;
const GROUPS = "/sys/fs/cgroup";
const PARENT = resolve(__dirname, "plane/parent.ts");
const TYPESCRIPT = resolve(__dirname, "../typescript.cjs");

/** What is there of a builder's processes, folder and control groups a minute after its end at the latest. */
async function left(folder: string): Promise<readonly unknown[]> {
  const group = groupOf(folder);
  const groups = () =>
    ["", ...readdirSync(GROUPS)].map((hierarchy) => join(GROUPS, hierarchy, group)).filter(existsSync);
  const look = async () => [
    ...processesIn(folder),
    ...membersOf(group),
    ...groups(),
    ...(existsSync(folder) ? [folder] : []),
  ];
  return remaining<unknown>(look, MINUTE);
}

describe("the end of a process that has a builder", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)(
    "by %s leaves nothing, even in the middle of a step",
    async (signal) => {
      const parent = spawn(process.execPath, ["-r", TYPESCRIPT, PARENT], { stdio: ["ignore", "pipe", "inherit"] });
      try {
        const [output] = (await once(parent.stdout, "data")) as [Buffer];
        const folder = output.toString().trim();
        await waitFor("a step that runs", async () => membersOf(groupOf(folder)).length, 2 * MINUTE);
        parent.kill(signal);
        expect(await left(folder)).toEqual([]);
      } finally {
        parent.kill("SIGKILL");
      }
    },
    5 * MINUTE,
  );
});
