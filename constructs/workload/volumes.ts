import type { Size } from "../../lib/units";
import { Size as SizeType } from "../../lib/units";
import type { Volume as DeclaredVolume } from "../../lib/volume";
import type { PodContribution } from "../base/pod-contribution";
import type { Volume, VolumeMount } from "../imports/kubernetes";

const TEMPORARY = "tmp";
// The kubelet keeps at most five log files of 10 MiB a container; the rest is for the writable layer.
const LOGS = SizeType.mebibytes(64);

/** The folders that a program may write to or read from, besides configuration: a size-limited /tmp, then the declared ones. */
export function folders(scratch: Size, declared: Readonly<Record<string, DeclaredVolume>>): PodContribution {
  const entries = Object.entries(declared);
  return {
    env: [],
    volumes: [
      { emptyDir: { sizeLimit: `${scratch}` }, name: TEMPORARY },
      ...entries.map(([name, volume]) => kubeVolume(name, volume)),
    ],
    mounts: [{ mountPath: "/tmp", name: TEMPORARY }, ...entries.map(([name, volume]) => mount(name, volume))],
  };
}

/** Ephemeral storage of the program: its scratch folders and its logs. */
export function ephemeralStorage(scratch: Size, declared: Readonly<Record<string, DeclaredVolume>>): Size {
  const sizes = Object.values(declared).map(({ source }) =>
    source.from === "scratch" && !source.memory ? source.size.toBytes() : 0,
  );
  return SizeType.bytes(sizes.reduce((sum, size) => sum + size, scratch.toBytes() + LOGS.toBytes()));
}

function kubeVolume(name: string, { source }: DeclaredVolume): Volume {
  if (source.from === "claim")
    return { name, persistentVolumeClaim: { claimName: source.claim, readOnly: source.readOnly || undefined } };
  return { emptyDir: { medium: source.memory ? "Memory" : undefined, sizeLimit: `${source.size}` }, name };
}

function mount(name: string, { mountPath, source }: DeclaredVolume): VolumeMount {
  return { mountPath, name, readOnly: source.from === "claim" && source.readOnly ? true : undefined };
}
