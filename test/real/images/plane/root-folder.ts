import { appendFileSync, chmodSync, copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { toolFile } from "../../tools/cache";
import { output } from "./command";

/** Roots of trust of this machine, which may be more than the public ones. */
export const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

export type Architecture = "amd64" | "arm64";

/** The number of the user `nonroot` of distroless images. */
export const NONROOT = 65532;

/** Parts of a Go tree that no build reads. */
const UNREAD = ["api", "doc", "misc", "test"];

/** A folder that becomes the root of an image: `/tmp`, the user root, roots of trust and time zones. */
export function writeRoot(folder: string): void {
  mkdirSync(join(folder, "tmp"), { recursive: true });
  chmodSync(join(folder, "tmp"), 0o1777);
  mkdirSync(join(folder, dirname(CERTIFICATES)), { recursive: true });
  copyFileSync(CERTIFICATES, join(folder, CERTIFICATES));
  cpSync(toolFile("debian", "zoneinfo"), join(folder, "usr/share/zoneinfo"), { recursive: true, dereference: true });
  writeFileSync(join(folder, "etc/nsswitch.conf"), "hosts: files dns\n");
  writeFileSync(join(folder, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
  writeFileSync(join(folder, "etc/group"), "root:x:0:\n");
}

/** Adds the user of distroless images. */
export function addNonroot(folder: string): void {
  appendFileSync(join(folder, "etc/passwd"), `nonroot:x:${NONROOT}:${NONROOT}:nonroot:/home/nonroot:/sbin/nologin\n`);
  appendFileSync(join(folder, "etc/group"), `nonroot:x:${NONROOT}:\n`);
}

/** Adds BusyBox under the names of all its programs, a shell among them. */
export async function addShell(folder: string, architecture: Architecture): Promise<void> {
  mkdirSync(join(folder, "bin"));
  copyFileSync(toolFile("debian", `busybox-${architecture}`), join(folder, "bin/busybox"));
  const programs = (await output(toolFile("debian", "busybox-amd64"), ["--list"])).split("\n");
  for (const name of programs.filter((name) => name !== "busybox")) symlinkSync("busybox", join(folder, "bin", name));
}

/** Adds the Go of this machine. */
export async function addGo(folder: string): Promise<void> {
  const tree = await output("go", ["env", "GOROOT"]);
  cpSync(tree, join(folder, "usr/local/go"), {
    recursive: true,
    dereference: true,
    filter: (path) => !UNREAD.includes(relative(tree, path)),
  });
}
