import type { SizeLike } from "./units";
import { Size, valueOf } from "./units";

/** Where a volume's bytes are. */
export type VolumeSource =
  | { readonly from: "scratch"; readonly size: Size; readonly memory: boolean }
  | { readonly from: "claim"; readonly claim: string; readonly readOnly: boolean };

/** A folder that a container gets besides its read-only root. */
export class Volume {
  private constructor(
    readonly mountPath: string,
    readonly source: VolumeSource,
  ) {
    Object.freeze(this);
  }

  /** An empty folder that goes with the pod; the size counts towards its ephemeral storage. */
  static scratch(mountPath: string, size: SizeLike): Volume {
    return new Volume(mountPath, { from: "scratch", size: valueOf(Size, size, Volume.scratch), memory: false });
  }

  /** An empty folder in memory; the size counts towards the memory limit. */
  static memory(mountPath: string, size: SizeLike): Volume {
    return new Volume(mountPath, { from: "scratch", size: valueOf(Size, size, Volume.memory), memory: true });
  }

  /** A PersistentVolumeClaim that somebody else makes in the same namespace. */
  static claim(mountPath: string, claim: string, options: { readonly readOnly?: boolean } = {}): Volume {
    return new Volume(mountPath, { from: "claim", claim, readOnly: options.readOnly ?? false });
  }
}
