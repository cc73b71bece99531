import { canonical } from "./number";

/** How tightly an expression holds together, loosest first. @see https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence */
export const BINDS = { or: 1, and: 2, comparison: 3, sum: 4, product: 5, atom: 6 } as const;

/** An expression of PromQL that yields an instant vector or a number. */
export class Expr {
  /** @param binds one of `BINDS` */
  constructor(
    readonly text: string,
    readonly binds: number = BINDS.atom,
  ) {}

  over(other: Expr | number): Expr {
    return binary(this, "/", other, BINDS.product);
  }

  times(other: Expr | number): Expr {
    return binary(this, "*", other, BINDS.product);
  }

  minus(other: Expr | number): Expr {
    return binary(this, "-", other, BINDS.sum);
  }

  above(other: Expr | number): Expr {
    return binary(this, ">", other, BINDS.comparison);
  }

  below(other: Expr | number): Expr {
    return binary(this, "<", other, BINDS.comparison);
  }

  equals(other: Expr | number): Expr {
    return binary(this, "==", other, BINDS.comparison);
  }

  /** What has a partner on the other side. @param on labels to compare @default - all labels */
  and(other: Expr, on?: readonly string[]): Expr {
    return binary(this, `and${matching(on)}`, other, BINDS.and);
  }

  /** What has no partner on the other side. @param on labels to compare @default - all labels */
  unless(other: Expr, on?: readonly string[]): Expr {
    return binary(this, `unless${matching(on)}`, other, BINDS.and);
  }

  /** This, and of the other what has no partner here. */
  or(other: Expr): Expr {
    return binary(this, "or", other, BINDS.or);
  }

  toString(): string {
    return this.text;
  }
}

/** A number as an expression. */
export function number(value: number): Expr {
  return new Expr(canonical(value));
}

/** `1 - x` and its like, where the number stands first. */
export function difference(from: number, other: Expr): Expr {
  return number(from).minus(other);
}

function matching(on: readonly string[] | undefined): string {
  return on ? ` on (${on.join(", ")})` : "";
}

/** Operators of one level hold to the left, so the right side needs brackets when it binds no tighter. */
function binary(left: Expr, operator: string, right: Expr | number, binds: number): Expr {
  const other = typeof right === "number" ? number(right) : right;
  const first = left.binds < binds ? `(${left.text})` : left.text;
  const second = other.binds <= binds ? `(${other.text})` : other.text;
  return new Expr(`${first} ${operator} ${second}`, binds);
}
