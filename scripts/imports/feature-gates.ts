import { stop } from "./stop";

/** Which feature gates of Kubernetes are on by default, by name; gates that a version doesn't know are missing. */
export type Defaults = ReadonlyMap<string, boolean>;

/** Reads the defaults of one minor out of its own `kube_features.go`. */
export function readDefaults(source: string, minor: string): Defaults {
  const names = new Map(
    [...source.matchAll(/^\s*(\w+)\s+featuregate\.Feature = "(\w+)"/gm)].map((match) => [match[1]!, match[2]!]),
  );
  const defaults = new Map<string, boolean>();
  for (const [, constant, specs] of source.matchAll(/^\t(\w+): \{(Default: .*|\n(?:\t\t.*\n)+\t)\}/gm)) {
    const gate = names.get(constant!);
    const on = lastDefault(specs!, minor);
    if (gate && on !== undefined) defaults.set(gate, on);
  }
  if (defaults.size === 0) stop(`no feature gates found for ${minor}`);
  return defaults;
}

/** The first minor from which a gate is on by default for good, a gate that was retired while on included; null when it is off in the newest. */
export function firstOn(
  gate: string,
  history: ReadonlyArray<{ readonly minor: string; readonly defaults: Defaults }>,
): string | null {
  if (!history.some(({ defaults }) => defaults.has(gate))) stop(`no supported Kubernetes has a feature gate ${gate}`);
  let first: string | null = null;
  for (const { minor, defaults } of history) {
    const on: boolean = defaults.get(gate) ?? first !== null;
    first = on ? (first ?? minor) : null;
  }
  return first;
}

function lastDefault(specs: string, minor: string): boolean | undefined {
  const newest = Number(minor.split(".")[1]);
  const known = specs.split("\n").filter((line) => Number(/MustParse\("1\.(\d+)"\)/.exec(line)?.[1] ?? 0) <= newest);
  const last = known.map((line) => /\bDefault: (true|false)/.exec(line)?.[1]).findLast((value) => value !== undefined);
  return last === undefined ? undefined : last === "true";
}
