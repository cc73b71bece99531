import type { Complaint } from "../errors";
import { show } from "../show";
import { orRefuse } from "./or-refuse";

/** A share of a whole: a `Percent`, a number such as 50, or text such as `50%`. */
export type PercentLike = Percent | number | `${number}%`;

/** A share above 0 %. Every factory throws a `ValidationError`. */
export class Percent {
  /** @param most the largest share that makes sense, in per cent. @default 100 */
  static of(percent: PercentLike, most = 100): Percent {
    const given = percent instanceof Percent ? percent.toString() : percent;
    return orRefuse(Percent.tryOf(given, most), Percent.of);
  }

  /** Reads `50`, `50%` or `99.9%`. */
  static tryOf(given: string | number, most = 100): Percent | Complaint {
    const text = /^(\d+(?:\.\d+)?)%$/.exec(String(given))?.[1];
    const value = typeof given === "number" ? given : Number(text ?? NaN);
    if (value > 0 && value <= most) return new Percent(value);
    return {
      code: "percent-range",
      got: show(given),
      allowed: `a share above 0 % and up to ${most} %, such as "50%"`,
      fix: `write it as in "50%"`,
    };
  }

  private constructor(private readonly percent: number) {
    Object.freeze(this);
  }

  /** The share as a number per whole: 0.5 for 50 %. */
  toRatio(): number {
    return this.times(1);
  }

  /** The share of a whole number, down to a whole number. */
  floorOf(whole: number): number {
    return Math.floor(this.times(whole));
  }

  /** The share of a whole number, up to a whole number. */
  ceilOf(whole: number): number {
    return Math.ceil(this.times(whole));
  }

  private times(whole: number): number {
    return Number(((whole * this.percent) / 100).toPrecision(15));
  }

  /** Negative, zero or positive as this share is less than, equal to or more than the other. */
  compare(other: Percent): number {
    return this.percent - other.percent;
  }

  toString(): string {
    return `${this.percent}%`;
  }

  toJSON(): string {
    return this.toString();
  }
}
