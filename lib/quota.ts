import { OptOut } from "./opt-out";
import type { CpuLike, SizeLike } from "./units";
import { Cpu, Size, valueOf } from "./units";

/** How much a namespace may use: what Gantry's programs need, and room for what else is in it. */
export class Quota {
  private constructor(
    readonly pods: number,
    readonly cpu: Cpu | undefined,
    readonly memory: Size | undefined,
  ) {
    Object.freeze(this);
  }

  /**
   * The sum of what the programs declare, and this much more: for raw objects, or cron jobs whose runs may overlap.
   * @throws ValidationError when a quantity cannot be read.
   */
  static fitted(more: { readonly pods?: number; readonly cpu?: CpuLike; readonly memory?: SizeLike } = {}): Quota {
    const cpu = more.cpu && valueOf(Cpu, more.cpu, Quota.fitted);
    const memory = more.memory && valueOf(Size, more.memory, Quota.fitted);
    return new Quota(more.pods ?? 0, cpu, memory);
  }

  /** No ResourceQuota, and why. */
  static off(reason: string): NoQuota {
    return new NoQuota(reason, Quota.off);
  }
}

/** A namespace without a quota, with the reason. */
export class NoQuota extends OptOut {}
