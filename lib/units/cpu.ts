import type { Complaint } from "../errors";
import { isComplaint } from "../errors";
import { show } from "../show";
import { orRefuse } from "./or-refuse";
import { countOf, formatQuantity, parseQuantity, withUsableFix } from "./quantity";
import { floorTimes } from "./ratio";

/** An amount of processor time: a `Cpu`, or text such as `250m` or `1.5`. */
export type CpuLike = Cpu | `${number}m` | `${number}`;

const NANOS_PER_MILLI = 1_000_000n;
const EXAMPLES = 'write it as in "250m" or "1.5"';

/** An amount of processor time: whole thousandths of a core, at least one. Every factory throws a `ValidationError`. */
export class Cpu {
  static of(cpu: CpuLike): Cpu {
    return cpu instanceof Cpu ? cpu : orRefuse(Cpu.tryOf(cpu), Cpu.of);
  }

  /** Reads a Kubernetes quantity of cores. Refused: anything finer than 1m, which Kubernetes does not count. */
  static tryOf(text: string): Cpu | Complaint {
    const quantity = parseQuantity(text);
    if (isComplaint(quantity)) return withUsableFix(quantity, Cpu.tryOf, EXAMPLES);
    const millis = quantity.format === "binary" ? NaN : countOf(quantity, NANOS_PER_MILLI);
    return Cpu.checked(millis, text);
  }

  static millis(count: number): Cpu {
    return orRefuse(Cpu.checked(count, `${count} millicores`), Cpu.millis);
  }

  static cores(count: number): Cpu {
    return orRefuse(Cpu.tryOf(String(count)), Cpu.cores);
  }

  private static checked(count: number, typed: string): Cpu | Complaint {
    if (Number.isSafeInteger(count) && count > 0) return new Cpu(count);
    return {
      code: "cpu-range",
      got: show(typed),
      allowed: "a whole number of millicores above 0",
      fix: EXAMPLES,
    };
  }

  private constructor(private readonly count: number) {
    Object.freeze(this);
  }

  toMillis(): number {
    return this.count;
  }

  /** The amount times a ratio above 0, down to the whole millicore. Throws when nothing is left. */
  times(ratio: number): Cpu {
    const count = Number.isFinite(ratio) && ratio > 0 ? floorTimes(this.count, ratio) : 0;
    return orRefuse(Cpu.checked(count, `${this} × ${ratio}`), this.times);
  }

  /** Negative, zero or positive as this amount is less than, equal to or more than the other. */
  compare(other: Cpu): number {
    return this.count - other.count;
  }

  isLessThan(other: Cpu): boolean {
    return this.compare(other) < 0;
  }

  /** The quantity as Kubernetes prints it: `1500m`, `2`. */
  toString(): string {
    return formatQuantity({ nanos: BigInt(this.count) * NANOS_PER_MILLI, format: "decimal" });
  }

  toJSON(): string {
    return this.toString();
  }
}
