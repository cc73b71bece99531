import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Supervised } from "../../plane/supervised";
import { toolFile, toolProgram } from "../../tools/cache";
import { groupOf } from "./control-group";

/** Starts buildkitd, as root, with everything that it keeps in the folder; its steps use this machine's network. */
export function runBuildkit(programs: Supervised, registries: readonly string[]): string {
  const { folder } = programs;
  const socket = `unix://${join(folder, "buildkitd.sock")}`;
  writeFileSync(join(folder, "buildkitd.toml"), configuration(folder, socket, registries));
  const path = `PATH=${dirname(toolFile("debian", "runc"))}:${process.env.PATH ?? ""}`;
  programs.enclose("buildkitd", "env", [path, toolProgram("buildkitd"), "--config=buildkitd.toml"]);
  return socket;
}

function configuration(folder: string, socket: string, registries: readonly string[]): string {
  return [
    `root = "${join(folder, "buildkit")}"`,
    `[grpc]\naddress = ["${socket}"]`,
    `[otel]\nsocketPath = "${join(folder, "otel.sock")}"`,
    `[worker.oci]\ngc = false\nmax-parallelism = 2\nnetworkMode = "host"\ndefaultCgroupParent = "${groupOf(folder)}"`,
    "[worker.containerd]\nenabled = false",
    ...registries.map((registry) => `[registry."${registry}"]\nhttp = true`),
  ].join("\n");
}
