import type { CpuLike, SizeLike } from "./units";
import { Cpu, Size, valueOf } from "./units";

/** What one container may use. */
export class Resources {
  private constructor(
    /** The CPU request; the limit is twice as much. */
    readonly cpu: Cpu,
    /** Memory request and limit. */
    readonly memory: Size,
  ) {
    Object.freeze(this);
  }

  /** 100m CPU, 256Mi memory: sidecars, jobs, quiet services. */
  static readonly small = new Resources(Cpu.millis(100), Size.mebibytes(256));
  /** 250m CPU, 512Mi memory. */
  static readonly medium = new Resources(Cpu.millis(250), Size.mebibytes(512));
  /** 1 CPU, 2Gi memory. */
  static readonly large = new Resources(Cpu.cores(1), Size.gibibytes(2));

  /** Any other pair. @throws ValidationError when a quantity cannot be read. */
  static of(options: { readonly cpu: CpuLike; readonly memory: SizeLike }): Resources {
    return new Resources(valueOf(Cpu, options.cpu, Resources.of), valueOf(Size, options.memory, Resources.of));
  }
}
