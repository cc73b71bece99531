import type { Complaint } from "../errors";
import { isComplaint } from "../errors";
import { show } from "../show";
import { orRefuse } from "./or-refuse";
import { countOf, formatQuantity, parseQuantity, withUsableFix } from "./quantity";
import { floorTimes } from "./ratio";

/** An amount of memory or storage: a `Size`, or text such as `512Mi`. */
export type SizeLike = Size | `${number}${"Ki" | "Mi" | "Gi" | "Ti" | "Pi"}`;

const NANO = 1_000_000_000n;
const EXAMPLE = 'write it as in "512Mi"';

/** An amount of memory or storage: whole bytes, at least one, at most 2⁵³−1. Every factory throws a `ValidationError`. */
export class Size {
  static of(size: SizeLike): Size {
    return size instanceof Size ? size : orRefuse(Size.tryOf(size), Size.of);
  }

  /**
   * Reads a Kubernetes quantity such as `512Mi`, or a bare number of bytes. Refused: decimal suffixes, because `64M` is
   * 5 % less than `64Mi` and `512m` is half a byte.
   */
  static tryOf(text: string): Size | Complaint {
    const quantity = parseQuantity(text);
    if (isComplaint(quantity)) return withUsableFix(withBinaryFix(quantity, text), Size.tryOf, EXAMPLE);
    if (quantity.format !== "binary" && /[a-zA-Z]/.test(text)) {
      return withUsableFix(decimalSuffix(text), Size.tryOf, EXAMPLE);
    }
    return Size.checked(countOf(quantity, NANO), text);
  }

  /** Reads a quantity in powers of ten, as disks are sold: `64M` is 64,000,000 bytes. */
  static decimal(text: `${number}${"k" | "M" | "G" | "T" | "P"}`): Size {
    const quantity = orRefuse(parseQuantity(text), Size.decimal);
    return orRefuse(Size.checked(countOf(quantity, NANO), text), Size.decimal);
  }

  static bytes(count: number): Size {
    return orRefuse(Size.checked(count, `${count} bytes`), Size.bytes);
  }

  static kibibytes(count: number): Size {
    return orRefuse(Size.checked(count * 1024, `${count} KiB`), Size.kibibytes);
  }

  static mebibytes(count: number): Size {
    return orRefuse(Size.checked(count * 1024 ** 2, `${count} MiB`), Size.mebibytes);
  }

  static gibibytes(count: number): Size {
    return orRefuse(Size.checked(count * 1024 ** 3, `${count} GiB`), Size.gibibytes);
  }

  private static checked(count: number, typed: string): Size | Complaint {
    if (Number.isSafeInteger(count) && count > 0) return new Size(count);
    return {
      code: "size-range",
      got: show(typed),
      allowed: "a whole number of bytes above 0, at most 2^53-1",
      fix: EXAMPLE,
    };
  }

  private constructor(private readonly count: number) {
    Object.freeze(this);
  }

  toBytes(): number {
    return this.count;
  }

  /** The size times a ratio above 0, down to the whole byte. Throws when nothing is left. */
  times(ratio: number): Size {
    const count = Number.isFinite(ratio) && ratio > 0 ? floorTimes(this.count, ratio) : 0;
    return orRefuse(Size.checked(count, `${this} × ${ratio}`), this.times);
  }

  /** Negative, zero or positive as this size is less than, equal to or more than the other. */
  compare(other: Size): number {
    return this.count - other.count;
  }

  isLessThan(other: Size): boolean {
    return this.compare(other) < 0;
  }

  /** The quantity as Kubernetes prints it: `512Mi`; a number of bytes that is not whole KiB in powers of ten. */
  toString(): string {
    const format = this.count % 1024 === 0 ? "binary" : "decimal";
    return formatQuantity({ nanos: BigInt(this.count) * NANO, format });
  }

  toJSON(): string {
    return this.toString();
  }
}

/** `512MB` is nobody's grammar, and 512M is not what was meant. */
function withBinaryFix(complaint: Complaint, text: string): Complaint {
  const [, number, unit] = /^([\d.]+) ?([kmgtp])i?b?$/i.exec(text) ?? [];
  const binary = `${number}${unit?.toUpperCase()}i`;
  return number && binary !== text ? { ...complaint, fix: `write "${binary}"` } : complaint;
}

function decimalSuffix(text: string): Complaint {
  const binary = /^(\+?[\d.]+)([kmMGTP])$/.exec(text);
  const meant = binary ? `write "${binary[1]}${binary[2]?.toUpperCase()}i"` : EXAMPLE;
  return {
    code: "size-decimal-suffix",
    got: show(text),
    allowed: "a binary suffix, Ki Mi Gi Ti Pi: m means a thousandth of a byte, and 64M is 5 % less than 64Mi",
    fix: /[kMGTP]$/.test(text) ? `${meant}, or Size.decimal(${show(text)}) to mean powers of ten` : meant,
  };
}
