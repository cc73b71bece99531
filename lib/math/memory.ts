import { Size } from "../units";

/** The least memory limit that a Go program can live with; below it the collector would only run. */
export const MEMORY_FLOOR = Size.mebibytes(32);

const MEBIBYTE = 1024 ** 2;
const SOFT_SHARE = 0.9;
const GO_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/**
 * Go's soft limit for a container's hard limit: 90 %, down to the whole MiB, so that 10 % are left for what the runtime
 * does not count (https://go.dev/doc/gc-guide#Memory_limit). 512Mi → 460Mi.
 */
export function goMemoryLimit(limit: Size): Size {
  const soft = limit.times(SOFT_SHARE);
  const rest = soft.toBytes() % MEBIBYTE;
  return soft.toBytes() < MEBIBYTE ? soft : Size.bytes(soft.toBytes() - rest);
}

/** A size in the syntax of GOMEMLIMIT (https://pkg.go.dev/runtime): `460MiB`. */
export function goMemoryText(size: Size): string {
  let count = size.toBytes();
  let unit = 0;
  for (; count % 1024 === 0 && unit < GO_UNITS.length - 1; unit++) count /= 1024;
  return `${count}${GO_UNITS[unit]}`;
}
