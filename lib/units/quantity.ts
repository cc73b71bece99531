import type { Complaint } from "../errors";
import { isComplaint } from "../errors";
import { show } from "../show";

/** How a quantity was written, and will be printed: `512Mi`, `250m`, `5e3`. */
export type QuantityFormat = "binary" | "decimal" | "exponent";

/** A Kubernetes quantity, read exactly. */
export interface Quantity {
  /** The value in units of 10⁻⁹, the finest that Kubernetes keeps. */
  readonly nanos: bigint;
  readonly format: QuantityFormat;
}

const NANO = 1_000_000_000n;
const LARGEST = 2n ** 63n - 1n;
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const GRAMMAR = /^([+-]?)(?=\.?\d)(\d{0,60})\.?(\d{0,60})(?:([KMGTPE]i)|[eE]([+-]?\d{1,3})|([numkMGTPE]?))$/;

/**
 * Reads a quantity as k8s.io/apimachinery pkg/api/resource `ParseQuantity` does. What Kubernetes would change without a
 * word is refused here: a value finer than 1n (rounded up there) or above 2⁶³−1 (capped there).
 */
export function parseQuantity(text: string): Quantity | Complaint {
  const match = GRAMMAR.exec(text);
  return match ? evaluate(match) : unknownGrammar(text);
}

function evaluate(match: RegExpExecArray): Quantity | Complaint {
  const [text, sign, whole = "", fraction = "", binary, exponent, decimal = ""] = match;
  const factor = binary ? 1024n ** BigInt(BINARY.indexOf(binary)) : 1n;
  const ten = binary ? 0 : exponent ? Number(exponent) : (DECIMAL.indexOf(decimal) - 3) * 3;
  const [multiplier, divisor] = powersOfTen(9 + ten - fraction.length);
  const scaled = BigInt(whole + fraction) * factor * multiplier;
  if (scaled % divisor !== 0n) return outOfRange(text, "a whole number of 1n: Kubernetes would round it up");
  const nanos = scaled / divisor;
  if (nanos > LARGEST * NANO) return outOfRange(text, "at most 2^63-1: Kubernetes would cap it");
  return { nanos: sign === "-" ? -nanos : nanos, format: binary ? "binary" : exponent ? "exponent" : "decimal" };
}

function powersOfTen(exponent: number): [multiplier: bigint, divisor: bigint] {
  return exponent < 0 ? [1n, 10n ** BigInt(-exponent)] : [10n ** BigInt(exponent), 1n];
}

/**
 * Prints a quantity in Kubernetes' canonical form: no fraction, the largest suffix that loses nothing, the format kept.
 * A binary quantity below 1024, or with a fraction, is printed as a decimal one (apimachinery `CanonicalizeBytes`).
 */
export function formatQuantity({ nanos, format }: Quantity): string {
  const size = nanos < 0n ? -nanos : nanos;
  if (size === 0n) return "0";
  const sign = nanos < 0n ? "-" : "";
  if (format === "binary" && size >= 1024n * NANO && size % NANO === 0n) {
    const [mantissa, steps] = shorten(size / NANO, 1024n, BINARY.length - 1);
    return `${sign}${mantissa}${BINARY[steps]}`;
  }
  const [mantissa, steps] = shorten(size, 1000n, DECIMAL.length - 1);
  const exponent = steps * 3 - 9;
  if (format === "exponent") return `${sign}${mantissa}${exponent === 0 ? "" : `e${exponent}`}`;
  return `${sign}${mantissa}${DECIMAL[steps]}`;
}

/** The value as a whole number of units of so many nanos each; NaN when there is a rest. */
export function countOf(quantity: Quantity, nanosPerUnit: bigint): number {
  return quantity.nanos % nanosPerUnit === 0n ? Number(quantity.nanos / nanosPerUnit) : NaN;
}

function shorten(value: bigint, base: bigint, most: number): [mantissa: bigint, steps: number] {
  let steps = 0;
  for (; steps < most && value % base === 0n; steps++) value /= base;
  return [value, steps];
}

const ALMOST = /^([+-]?[\d.]+(?:e[+-]?\d{1,3})?) ?([numkgtpe]?)(i?)(b|bytes?)?$/i;

/** What was probably meant: `1 Gi` → `1Gi`, `1.5GiB` → `1536Mi`, `1e3Ki` → `1000Ki`. */
function nearestQuantity(text: string): string | undefined {
  const [, number = "", letter = "", i, b] = ALMOST.exec(text) ?? [];
  const capital = letter.toUpperCase();
  const suffix = i ? `${capital}i` : capital === "K" ? "k" : b ? capital : letter;
  const [value, unit] = [GRAMMAR.exec(number), GRAMMAR.exec(`1${suffix}`)].map((match) => match && evaluate(match));
  if (!value || !unit || isComplaint(value) || isComplaint(unit)) return undefined;
  const product = value.nanos * unit.nanos;
  if (product <= 0n || product % NANO !== 0n || product / NANO > LARGEST * NANO) return undefined;
  return formatQuantity({ nanos: product / NANO, format: unit.format });
}

/** The complaint, which may offer only what the type itself takes: 512M is a quantity and no `Size`. Otherwise an example is given. */
export function withUsableFix(complaint: Complaint, tryOf: (text: string) => object, example: string): Complaint {
  const offered = /^write "([^"]*)"/.exec(complaint.fix)?.[1];
  return offered !== undefined && !isComplaint(tryOf(offered)) ? complaint : { ...complaint, fix: example };
}

function unknownGrammar(text: string): Complaint {
  const nearest = nearestQuantity(text);
  return {
    code: "quantity-grammar",
    got: show(text),
    allowed: "a number and one of n u m k M G T P E Ki Mi Gi Ti Pi Ei or an exponent, without blanks",
    fix: nearest ? `write ${show(nearest)}` : 'write it as in "512Mi" or "250m"',
  };
}

function outOfRange(text: string, allowed: string): Complaint {
  return { code: "quantity-range", got: show(text), allowed, fix: "choose a value that Kubernetes can keep as it is" };
}
