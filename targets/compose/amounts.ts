import { isComplaint } from "../../lib/errors";
import { parseQuantity } from "../../lib/units";

const MEBIBYTE = 2 ** 20;

/** A quantity of memory as Compose writes it: `512m` for 512Mi, or bytes. */
export function bytes(quantity: string | undefined): string | undefined {
  const count = amount(quantity);
  if (count === undefined) return undefined;
  return count % MEBIBYTE === 0 ? `${count / MEBIBYTE}m` : `${Math.ceil(count)}b`;
}

/** A quantity of cores as a number. */
export function cores(quantity: string | undefined): number | undefined {
  return amount(quantity);
}

function amount(quantity: string | undefined): number | undefined {
  const parsed = quantity === undefined ? undefined : parseQuantity(quantity);
  return !parsed || isComplaint(parsed) ? undefined : Number(parsed.nanos) / 1e9;
}
