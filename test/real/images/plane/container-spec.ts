import { toolFile } from "../../tools/cache";
import type { Architecture } from "./root-folder";

/** What an image says about its container. */
export interface ImageConfig {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
}

/** A pod that must not run as root does not start this image. */
export class UserRefused extends Error {}

export interface SpecOptions {
  readonly architecture: Architecture;
  /** Added to those of the image, as `NAME=value`. */
  readonly env: readonly string[];
  /** Path of its control group. */
  readonly group: string;
}

const MEMORY_BYTES = 64 * 2 ** 20;
/** Where the emulator of the other architecture appears in the container. */
const EMULATOR = "/.emulator";
const NO_CAPABILITIES = { bounding: [], effective: [], inheritable: [], permitted: [], ambient: [] };

/**
 * The image's program as a hardened pod runs it: its own user by number, no capabilities, no new privileges, a read-only root, 64 MiB. It
 * shares the network of this machine. @see https://github.com/opencontainers/runtime-spec/blob/v1.0.2/config.md
 */
export function containerSpec(image: ImageConfig, { architecture, env, group }: SpecOptions): object {
  const emulator = architecture === "arm64" ? [EMULATOR] : [];
  return {
    ociVersion: "1.0.2",
    process: {
      user: user(image.User),
      args: [...emulator, ...(image.Entrypoint ?? []), ...(image.Cmd ?? [])],
      env: [...(image.Env ?? []), ...env],
      cwd: image.WorkingDir || "/",
      capabilities: NO_CAPABILITIES,
      noNewPrivileges: true,
    },
    root: { path: "rootfs", readonly: true },
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755", "size=64k"] },
      ...emulator.map((destination) => ({
        destination,
        type: "bind",
        source: toolFile("debian", "qemu-arm64"),
        options: ["bind", "ro"],
      })),
    ],
    linux: {
      cgroupsPath: group,
      namespaces: ["pid", "ipc", "uts", "mount"].map((type) => ({ type })),
      resources: { memory: { limit: MEMORY_BYTES }, devices: [{ allow: false, access: "rwm" }] },
    },
  };
}

/** What runAsNonRoot asks for: another user than root, by number. */
function user(text = ""): object {
  if (!/^[1-9]\d*(:\d+)?$/.test(text))
    throw new UserRefused(`USER: got ${JSON.stringify(text)}, need a number above 0`);
  const [uid, gid = uid] = text.split(":").map(Number);
  return { uid, gid };
}
