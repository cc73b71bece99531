import fc from "fast-check";
import { Cpu, Duration, Percent, Size } from "../../../lib/units";

interface Bounds {
  readonly unit: string;
  readonly min?: string;
  readonly max?: string;
}

interface Scale {
  /** A bound in steps. */
  readonly read: (text: string) => number;
  readonly write: (steps: number) => string;
  readonly least: number;
  readonly most: number;
  readonly strange: readonly unknown[];
}

/** Whole seconds: what most fields of Kubernetes count in. */
const seconds: Scale = {
  read: (text) => Math.ceil(Duration.of(text as never).toMillis() / 1000),
  write: (steps) => `${steps}s`,
  least: 0,
  most: 7 * 86_400,
  strange: ["1500ms", "999ms", "1h30m", "1d", "1.5h", "-1s", "5", "", "1 s", "292y", 5],
};

const SCALES: Readonly<Record<string, Scale>> = {
  duration: seconds,
  size: {
    read: (text) => Size.of(text as never).toBytes(),
    write: String,
    least: 1,
    most: 2 ** 44,
    strange: ["1Gi", "0.5Gi", "1.5Mi", "512m", "64M", "0", "-1", "9007199254740991", "8Ei", "1e9", "", 512],
  },
  "amount of processor time": {
    read: (text) => Cpu.of(text as never).toMillis(),
    write: (steps) => `${steps}m`,
    least: 1,
    most: 64_000,
    strange: ["1", "1.5", "0.001", "0.0001", "1Ki", "0", "-5m", "1e3", "9007199254740991m", "", 1],
  },
  percent: {
    read: (text) => Math.ceil(Number.parseFloat(text)),
    write: (steps) => `${steps}%`,
    least: 1,
    most: 100,
    strange: [50, "33.3%", "0%", 0, -1, 0.5, "50", Percent.of(70), NaN],
  },
};

function rangeOf({ unit, min, max }: Bounds): { scale: Scale; least: number; most: number } {
  const scale = SCALES[unit];
  if (!scale) throw new NoScale(unit);
  return { scale, least: min ? scale.read(min) : scale.least, most: max ? scale.read(max) : scale.most };
}

class NoScale extends Error {}

/** A quantity within its bounds, often one of them. */
export function keptUnit(bounds: Bounds): fc.Arbitrary<unknown> {
  const { scale, least, most } = rangeOf(bounds);
  return fc.oneof(fc.constantFrom(least, most), fc.integer({ min: least, max: most })).map(scale.write);
}

/** A quantity next to a bound, or written strangely. */
export function edgyUnit(bounds: Bounds): fc.Arbitrary<unknown> {
  const { scale, least, most } = rangeOf(bounds);
  const edges = [least - 1, least, least + 1, most - 1, most, most + 1].map(scale.write);
  return fc.constantFrom<unknown>(...edges, ...edges, ...scale.strange);
}
